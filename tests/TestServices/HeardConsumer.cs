using MassTransit;

namespace MovieMesh.TestServices;

/// <summary>Remembers every message of a kind.</summary>
internal sealed class HeardConsumer<T>(Heard heard) : IConsumer<T>
    where T : class
{
    public Task Consume(ConsumeContext<T> context)
    {
        heard.Add(context.Message);
        return Task.CompletedTask;
    }
}
