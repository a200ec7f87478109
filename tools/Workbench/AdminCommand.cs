using System.CommandLine;

namespace MovieMesh.Workbench;

/// <summary><c>admin</c>: how to sign in as the administrator.</summary>
internal static class AdminCommand
{
    public static Command Create()
    {
        var command = new Command("admin", "Shows how to sign in as the administrator of the mesh kept here.");
        command.SetAction(_ =>
        {
            if (RunningMesh.Administrator() is not { } administrator)
            {
                Console.Error.WriteLine($"mesh: there is no administrator. {RunningMesh.NoAdministrator}");
                return 1;
            }

            Console.WriteLine($"e-mail    {administrator.Email}");
            Console.WriteLine($"password  {administrator.Password}");
            if (RunningMesh.DashboardLogin(RunningMesh.Home) is { } dashboard)
            {
                Console.WriteLine($"dashboard {dashboard}");
            }

            return 0;
        });
        return command;
    }
}
