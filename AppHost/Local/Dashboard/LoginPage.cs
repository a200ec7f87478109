namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>For a browser that was not let in yet.</summary>
internal static class LoginPage
{
    public static Html Render(string returnTo, bool failed) => Layout.Page("/login", "Who are you?", Html.Of($"""
        <p>Open the address that <code>./mesh up</code> and <code>./mesh admin</code> show, or give the token that stands in it.</p>
        <form class="filter" method="post" action="/login">
        <input type="hidden" name="to" value="{returnTo}">
        <label>Token <input type="password" name="t" autocomplete="current-password" required></label>
        <button>Enter</button>
        </form>
        {(failed ? Html.Of($"""<p class="bad" role="alert">That is not the token.</p>""") : Html.None)}
        """));
}
