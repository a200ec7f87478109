namespace MovieMesh.WebUI.Session;

/// <summary>What this window has to tell its reader in passing.</summary>
public sealed class Notices
{
    private readonly List<Notice> _all = [];

    public event Action? Changed;

    public IReadOnlyList<Notice> All => _all;

    public void Add(string text, string? actionName = null, Func<Task>? action = null, bool isError = false)
    {
        _all.RemoveAll(notice => notice.Text == text);
        _all.Add(new Notice { Text = text, ActionName = actionName, Action = action, IsError = isError });
        if (_all.Count > 3)
        {
            _all.RemoveAt(0);
        }

        Changed?.Invoke();
    }

    public void Remove(Notice notice)
    {
        if (_all.Remove(notice))
        {
            Changed?.Invoke();
        }
    }
}
