namespace MovieMesh.AppHost.Tests;

public sealed class NativeServersTests
{
    [Fact]
    public void Of_AfterALoad_IsThePortAndPasswordOfBefore_KeptFromOtherEyes()
    {
        var home = Directory.CreateTempSubdirectory("moviemesh-servers-").FullName;
        try
        {
            var first = NativeServers.Load(home).Of("postgres");

            Assert.Equal(first, NativeServers.Load(home).Of("postgres"));
            Assert.NotEqual(first.Password, NativeServers.Load(home).Of("redis").Password);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(home, "servers.json")));
            }
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
