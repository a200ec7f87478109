namespace MovieMesh.AppHost.Local;

/// <summary>A process's output: to the console behind the resource's name, and to a file of bounded size.</summary>
internal sealed class ConsoleLog : IDisposable
{
    private const long LargestFile = 16 * 1024 * 1024;
    private const int LinesInMemory = 2_000;

    private readonly Lock _lock = new();
    private readonly Queue<ConsoleLine> _latest = new();
    private readonly string _name;
    private readonly string _path;
    private StreamWriter _file;
    private long _number;

    public ConsoleLog(string name, string folder)
    {
        Directory.CreateDirectory(folder);
        (_name, _path) = (name, Path.Combine(folder, $"{name}.log"));
        _file = new StreamWriter(_path, append: true) { AutoFlush = true };
    }

    public void Write(string line)
    {
        lock (_lock)
        {
            _latest.Enqueue(new(++_number, DateTimeOffset.UtcNow, line));
            if (_latest.Count > LinesInMemory)
            {
                _latest.Dequeue();
            }

            Console.WriteLine($"{_name,-20} {line}");
            if (_file.BaseStream.Length > LargestFile)
            {
                _file.Dispose();
                File.Move(_path, $"{_path}.1", overwrite: true);
                _file = new StreamWriter(_path) { AutoFlush = true };
            }

            _file.WriteLine(line);
        }
    }

    /// <summary>The latest lines that hold a text, the oldest of them first.</summary>
    public IReadOnlyList<ConsoleLine> Latest(string text, int count)
    {
        lock (_lock)
        {
            return [.. _latest.Where(line => line.Text.Contains(text, StringComparison.OrdinalIgnoreCase)).TakeLast(count)];
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _file.Dispose();
        }
    }
}
