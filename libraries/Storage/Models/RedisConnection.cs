using System.Diagnostics;
using StackExchange.Redis;

namespace MovieMesh.Storage.Models;

/// <summary>The process's one connection to Redis: made on first use, made again by the client when it breaks, and traced call by call.</summary>
internal sealed class RedisConnection : IDisposable
{
    private static readonly ActivitySource Source = new("MovieMesh.Storage");

    private readonly Lazy<Task<ConnectionMultiplexer>> _connection;

    public RedisConnection(ConfigurationOptions options)
    {
        // The mesh starts in any order: a Redis that is not there yet is no reason to fail, only to be told so call by call.
        options.AbortOnConnectFail = false;
        options.ConnectRetry = 1;
        options.ConnectTimeout = 2_000;
        options.SyncTimeout = 5_000;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.KeepAlive = 10;

        // Several addresses are a master and its replicas. Nobody tells when another becomes master, so it has to be asked; a minute, as it is preset, is long.
        if (options.EndPoints.Count > 1)
        {
            options.ConfigCheckSeconds = 2;
        }

        _connection = new(() => ConnectionMultiplexer.ConnectAsync(options));
    }

    /// <exception cref="InvalidOperationException">There is no connection string, or it is none.</exception>
    public static ConfigurationOptions Parse(string? connectionString)
    {
        const string Form = "host:port,password=…, or host:port,host:port,password=… for a master and its replicas";
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw new InvalidOperationException($"The connection string 'cache' is missing: set ConnectionStrings__cache to {Form}.");
        }

        try
        {
            if (ConfigurationOptions.Parse(connectionString) is { EndPoints.Count: > 0 } options)
            {
                return options;
            }
        }
        catch (ArgumentException)
        {
            // It says what is wrong in words of the client's own, and may say the password.
        }

        throw new InvalidOperationException($"The connection string 'cache' is not of the form {Form}.");
    }

    /// <summary>Runs one operation inside a client activity that names the command and never what it carries.</summary>
    public async Task<T> CallAsync<T>(string command, Func<IDatabase, Task<T>> operation, CancellationToken cancellationToken)
    {
        using var activity = Source.StartActivity(command, ActivityKind.Client);
        activity?.SetTag("db.system.name", "redis");
        activity?.SetTag("db.operation.name", command);
        try
        {
            var connection = await _connection.Value.WaitAsync(cancellationToken);
            return await operation(connection.GetDatabase()).WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            throw new CacheUnavailableException($"Redis did not answer {command}.", exception);
        }
    }

    public void Dispose()
    {
        if (_connection is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            _connection.Value.Result.Dispose();
        }
    }
}
