using MovieMesh.TestServers;

[assembly: AssemblyFixture(typeof(Servers))]
