Console.WriteLine("MovieMesh");
