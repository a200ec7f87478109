using System.IO.Compression;
using System.Text;

namespace MovieMesh.Datasets.Tests;

public sealed class DatasetTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Csv_QuotedTitlesLinksAndTags_AreRead()
    {
        var path = _folder.WriteCsv(
            "1,1,4.0,964982703\r\n1,2,0.5,964981247\r\n",
            "1,Toy Story (1995),Adventure|Children\n2,\"Matrix, The (1999)\",Action\n3,\"\"\"Great Performances\"\" Cats (1998)\",(no genres listed)\n");
        _folder.Write("ml-test/links.csv", "movieId,imdbId,tmdbId\n1,0114709,862\n2,0133093,\n");
        _folder.Write("ml-test/tags.csv", "userId,movieId,tag,timestamp\n1,2,\"green, dark\",1445714994\n");

        using var dataset = Dataset.Open(path);

        Assert.Equal(DatasetFormat.Csv, dataset.Format);
        Assert.Equal("ml-test", dataset.Name);
        Assert.Equal(
            [(1, "Toy Story", 1995, "Adventure|Children"), (2, "The Matrix", 1999, "Action"), (3, "\"Great Performances\" Cats", 1998, "")],
            dataset.ReadMovies().Select(movie => (movie.Id, movie.Title, movie.Year!.Value, string.Join('|', movie.Genres))));
        Assert.Equal([new DatasetLink(1, 114709, 862), new DatasetLink(2, 133093, null)], dataset.ReadLinks());
        Assert.Equal([new DatasetTag(1, 2, "green, dark", 1445714994)], dataset.ReadTags());
        Assert.Equal([new DatasetRating(1, 1, 4, 964982703), new DatasetRating(1, 2, 0.5f, 964981247)], dataset.ReadRatings());
        Assert.Equal(0, dataset.Problems.Total);
        Assert.Equal(dataset.Length, dataset.BytesRead);
        Assert.False(dataset.IsGenerated);
    }

    [Fact]
    public void Ml1m_DoubleColonsAndLatin1_AreRead()
    {
        _folder.Write("ml-1m/movies.dat", "1::Toy Story (1995)::Animation|Children's|Comedy\n73::Misérables, Les (1995)::Drama|Musical\n", Encoding.Latin1);
        _folder.Write("ml-1m/ratings.dat", "1::73::5::978300760\n");
        _folder.Write("ml-1m/users.dat", "1::F::1::10::48067\n");

        using var dataset = Dataset.Open(Path.Combine(_folder.Path, "ml-1m"));

        Assert.Equal(DatasetFormat.DoubleColon, dataset.Format);
        var movies = dataset.ReadMovies().ToList();
        Assert.Equal(["Toy Story", "Les Misérables"], movies.Select(movie => movie.Title));
        Assert.Equal(["Animation", "Children", "Comedy"], movies[0].Genres);
        Assert.Equal([new DatasetRating(1, 73, 5, 978300760)], dataset.ReadRatings());
        Assert.Empty(dataset.ReadTags());
        Assert.Empty(dataset.ReadLinks());
    }

    [Fact]
    public void Ml10m_HalfStarsUtf8AndTagsWithColons_AreRead()
    {
        _folder.Write("ml-10M100K/movies.dat", "1::Amélie (Fabuleux destin d'Amélie Poulain, Le) (2001)::Romance\n2::Mission:: Impossible (1996)::Action\n");
        _folder.Write("ml-10M100K/ratings.dat", "1::1::3.5::838985046\n");
        _folder.Write("ml-10M100K/tags.dat", "15::1::so::good::1215184630\n");

        using var dataset = Dataset.Open(_folder.Path);

        Assert.Equal(["Amélie (Le Fabuleux destin d'Amélie Poulain)", "Mission:: Impossible"], dataset.ReadMovies().Select(movie => movie.Title));
        Assert.Equal(3.5f, Assert.Single(dataset.ReadRatings()).Stars);
        Assert.Equal("so::good", Assert.Single(dataset.ReadTags()).Tag);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ml100k_TabsPipesAndLatin1_AreRead(bool withGenreFile)
    {
        _folder.Write(
            "ml-100k/u.item",
            "1|Toy Story (1995)|01-Jan-1995||http://us.imdb.com/M/title-exact?Toy%20Story%20(1995)|0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0\n"
            + "2|Cité des enfants perdus, La (1995)|01-Jan-1995|||1|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0\n",
            Encoding.Latin1);
        _folder.Write("ml-100k/u.data", "196\t1\t3\t881250949\n");
        if (withGenreFile)
        {
            _folder.Write(
                "ml-100k/u.genre",
                "unknown|0\nAction|1\nAdventure|2\nAnimation|3\nChildren's|4\nComedy|5\nCrime|6\nDocumentary|7\nDrama|8\nFantasy|9\nFilm-Noir|10\nHorror|11\nMusical|12\n"
                + "Mystery|13\nRomance|14\nSci-Fi|15\nThriller|16\nWar|17\nWestern|18\n\n");
        }

        using var dataset = Dataset.Open(_folder.Path);

        Assert.Equal(DatasetFormat.TabsAndPipes, dataset.Format);
        Assert.Equal(
            [(1, "Toy Story", "Animation|Children|Comedy"), (2, "La Cité des enfants perdus", "")],
            dataset.ReadMovies().Select(movie => (movie.Id, movie.Title, string.Join('|', movie.Genres))));
        Assert.Equal([new DatasetRating(196, 1, 3, 881250949)], dataset.ReadRatings());
        Assert.Equal(0, dataset.Problems.Total);
    }

    [Theory]
    [InlineData("1,1,7.5,964982703", "stars '7.5' are not between 0.5 and 5")]
    [InlineData("1,1,0,964982703", "stars '0' are not between 0.5 and 5")]
    [InlineData("1,1,NaN,964982703", "stars 'NaN' are not between 0.5 and 5")]
    [InlineData("1,1,3.3,964982703", "stars '3.3' are not in half steps")]
    [InlineData("1,1,four,964982703", "stars 'four' are no number")]
    [InlineData("1,1,,964982703", "stars '' are no number")]
    [InlineData("x,1,4.0,964982703", "user id 'x' is no whole number")]
    [InlineData("0,1,4.0,964982703", "user id '0' is not between 1 and 999999999")]
    [InlineData("1000000000,1,4.0,964982703", "user id '1000000000' is not between 1 and 999999999")]
    [InlineData("1,99999999999,4.0,964982703", "movie id '99999999999' is no whole number")]
    [InlineData("1,99,4.0,964982703", "movie 99 is not in movies.csv")]
    [InlineData("1,1,4.0,soon", "timestamp 'soon' is no whole number of seconds")]
    [InlineData("1,1,4.0,-5", "timestamp '-5' is not between 1970 and 2100")]
    [InlineData("1,1,4.0", "there are too few fields")]
    [InlineData("1,1,4.0,964982703,9", "there are too many fields")]
    [InlineData("rubbish", "user id 'rubbish' is no whole number")]
    public void Ratings_BadLine_IsReportedWithPlaceAndReasonAndSkipped(string line, string reason)
    {
        var path = _folder.WriteCsv($"1,1,4.0,964982703\n{line}\n2,2,3.0,964982703\n");
        using var dataset = Dataset.Open(path);
        _ = dataset.ReadMovies().Count();

        var ratings = dataset.ReadRatings().ToList();

        Assert.Equal([1, 2], ratings.Select(rating => rating.UserId));
        Assert.Equal($"ratings.csv:3: {reason}", Assert.Single(dataset.Problems.First).ToString());
        using var strict = Dataset.Open(path, strict: true);
        var exception = Assert.Throws<DatasetException>(() => strict.Validate(TestContext.Current.CancellationToken));
        Assert.Equal($"ratings.csv:3: {reason}", exception.Message);
    }

    [Theory]
    [InlineData("2,\"Matrix, The (1999),Action", "a quote is not closed")]
    [InlineData("2,\"Matrix\" x,Action", "there is text after a closing quote")]
    [InlineData("2,,Action", "the title is empty")]
    [InlineData("1,Toy Story 2 (1999),Action", "movie 1 is given twice")]
    [InlineData("2,Matrix", "there are too few fields")]
    [InlineData("2,Nul\0l,Drama", "the title holds a null character")]
    public void Movies_BadLine_IsReportedWithPlaceAndReasonAndSkipped(string line, string reason)
    {
        using var dataset = Dataset.Open(_folder.WriteCsv("", $"1,Toy Story (1995),Children\n{line}\n"));

        Assert.Equal(1, Assert.Single(dataset.ReadMovies()).Id);
        Assert.Equal($"movies.csv:3: {reason}", Assert.Single(dataset.Problems.First).ToString());
    }

    [Fact]
    public void Ratings_LineWithoutEnd_IsOneBadLineInBoundedMemory()
    {
        using var dataset = Dataset.Open(_folder.WriteCsv($"1,1,4.0,964982703\n{new string('x', 1_000_000)}\n2,2,3.0,964982703"));

        Assert.Equal([1, 2], dataset.ReadRatings().Select(rating => rating.UserId));
        Assert.Equal("ratings.csv:3: the line is too long", Assert.Single(dataset.Problems.First).ToString());
    }

    [Fact]
    public void Users_Ml1m_AreRead()
    {
        _folder.Write("ml-1m/movies.dat", "1::Toy Story (1995)::Comedy\n");
        _folder.Write("ml-1m/ratings.dat", "1::1::5::978300760\n");
        _folder.Write("ml-1m/users.dat", "1::F::1::10::48067\n2::M::56::16::70072-1234\n");
        using var dataset = Dataset.Open(_folder.Path);

        Assert.Equal([new DatasetUser(1, 1, "F", "10", "48067"), new DatasetUser(2, 56, "M", "16", "70072-1234")], dataset.ReadUsers());
        Assert.Equal(0, dataset.Problems.Total);
        Assert.Equal(0, dataset.BytesRead);
    }

    [Fact]
    public void Users_Ml100kInLatin1WithBadLines_AreReadAndTheBadOnesReported()
    {
        WriteMl100k();
        _folder.Write(
            "ml-100k/u.user",
            "1|24|M|médecin|85711\n2|old|F|other|94043\n3|||none|\n1|30|F|writer|1\n4|0|F|writer|1\n5|30|F|writer\n6|30|F|writer|1|2\n\n7|49|F|other|T8H1N\n",
            Encoding.Latin1);
        using var dataset = Dataset.Open(_folder.Path);

        Assert.Equal(
            [new DatasetUser(1, 24, "M", "médecin", "85711"), new DatasetUser(3, null, null, "none", null), new DatasetUser(7, 49, "F", "other", "T8H1N")],
            dataset.ReadUsers());
        Assert.Equal(
            [
                "u.user:2: age 'old' is no whole number",
                "u.user:4: user 1 is given twice",
                "u.user:5: age '0' is not between 1 and 120",
                "u.user:6: there are too few fields",
                "u.user:7: there are too many fields",
            ],
            dataset.Problems.First.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Users_SetThatTellsOfNone_AreNone()
    {
        using var dataset = Dataset.Open(_folder.WriteCsv("1,1,4.0,964982703\n"));

        Assert.Empty(dataset.ReadUsers());
    }

    [Fact]
    public void Splits_FoldersAndZips_ReadTheFilesThatShip()
    {
        WriteMl100k();
        _folder.Write("ml-100k/u1.base", "196\t1\t3\t881250949\nrubbish\n");
        _folder.Write("ml-100k/u1.test", "197\t2\t4\t881250950\n");
        _folder.Write("ml-100k/u2.base", "197\t2\t4\t881250950\n");
        _folder.Write("ml-100k/u2.test", "196\t1\t3\t881250949\n");
        _folder.Write("ml-100k/u3.base", "196\t1\t3\t881250949\n");
        using var folder = Dataset.Open(_folder.Path);
        using var zip = Dataset.Open(_folder.Zip("ml-100k.zip"));

        Assert.All([folder, zip], dataset =>
        {
            Assert.Equal(["u1", "u2"], dataset.Splits);
            Assert.Equal([new DatasetRating(196, 1, 3, 881250949)], dataset.ReadSplitTraining("u1"));
            Assert.Equal([new DatasetRating(197, 2, 4, 881250950)], dataset.ReadSplitTest("u1"));
            Assert.Equal([new DatasetRating(196, 1, 3, 881250949)], dataset.ReadSplitTest("u2"));
            Assert.Equal("u1.base:2: user id 'rubbish' is no whole number", Assert.Single(dataset.Problems.First).ToString());
            Assert.Equal("ml-100k has no split 'u3'; there are: u1, u2.", Assert.Throws<DatasetException>(() => dataset.ReadSplitTest("u3")).Message);
        });
    }

    [Fact]
    public void Splits_SetWithoutAny_SaysSo()
    {
        using var dataset = Dataset.Open(_folder.WriteCsv("1,1,4.0,964982703\n"));

        Assert.Equal("ml-test has no split 'u1'.", Assert.Throws<DatasetException>(() => dataset.ReadSplitTraining("u1")).Message);
    }

    [Fact]
    public void Problems_Thousands_AreCountedAndTheFirstHundredKept()
    {
        using var dataset = Dataset.Open(_folder.WriteCsv(string.Concat(Enumerable.Repeat("1,1,9,1\n", 5_000)) + "1,1,x,1\n"));

        Assert.Empty(dataset.ReadRatings());

        Assert.Equal(5_001, dataset.Problems.Total);
        Assert.Equal(100, dataset.Problems.First.Count);
        Assert.Equal(5_000, dataset.Problems.Counts["stars are not between 0.5 and 5"]);
        Assert.Equal(1, dataset.Problems.Counts["stars are no number"]);
    }

    [Fact]
    public void Header_Wrong_RefusesTheFile()
    {
        _folder.WriteCsv("");
        _folder.Write("ml-test/ratings.csv", "movieId,userId,rating,timestamp\n1,1,4.0,1\n");
        using var dataset = Dataset.Open(_folder.Path);

        var exception = Assert.Throws<DatasetException>(() => dataset.ReadRatings().Count());

        Assert.Equal("ratings.csv:1: the header is not 'userId,movieId,rating,timestamp'", exception.Message);
    }

    [Fact]
    public void Open_ZipOrFolderThatHoldsOne_FindsTheSame()
    {
        var path = _folder.WriteCsv("1,1,4.0,964982703\n");
        using var direct = Dataset.Open(path);
        using var parent = Dataset.Open(_folder.Path);
        var zip = _folder.Zip("set.zip");
        using var zipped = Dataset.Open(zip);
        Directory.Delete(path, recursive: true);
        using var folderOfZip = Dataset.Open(_folder.Path);

        Assert.All([direct, parent, zipped, folderOfZip], dataset => Assert.Equal("ml-test", dataset.Name));
        Assert.Equal(zipped.ComputeFingerprint(), folderOfZip.ComputeFingerprint());
        Assert.Single(zipped.ReadRatings());
    }

    [Fact]
    public void Fingerprint_OneByteChanged_IsAnother()
    {
        var path = _folder.WriteCsv("1,1,4.0,964982703\n");
        using var before = Dataset.Open(path);
        var (first, again) = (before.ComputeFingerprint(), before.ComputeFingerprint());
        _folder.WriteCsv("1,1,3.0,964982703\n");
        using var after = Dataset.Open(path);

        Assert.Equal(first, again);
        Assert.NotEqual(first, after.ComputeFingerprint());
    }

    [Fact]
    public void Open_SeveralSets_NamesThem()
    {
        _folder.WriteCsv("", folder: "a");
        _folder.WriteCsv("", folder: "b");

        var exception = Assert.Throws<DatasetException>(() => Dataset.Open(_folder.Path));

        Assert.EndsWith("the folder holds several data sets, name one of them: a, b", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NothingThere_SaysSoInOneLine()
    {
        var empty = Assert.Throws<DatasetException>(() => Dataset.Open(_folder.Path));
        var missing = Assert.Throws<DatasetException>(() => Dataset.Open(Path.Combine(_folder.Path, "nowhere")));
        var rubbish = Assert.Throws<DatasetException>(() => Dataset.Open(_folder.Write("rubbish.zip", "no zip")));

        Assert.Contains("holds no MovieLens data set", empty.Message, StringComparison.Ordinal);
        Assert.EndsWith("there is no such file or folder.", missing.Message, StringComparison.Ordinal);
        Assert.EndsWith("it is no zip, or a damaged one.", rubbish.Message, StringComparison.Ordinal);
        Assert.All([empty, missing, rubbish], exception => Assert.DoesNotContain('\n', exception.Message));
    }

    [Fact]
    public void Zip_Bomb_IsRefused()
    {
        var zip = Path.Combine(_folder.Path, "bomb.zip");
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            Fill(archive, "ml-x/movies.csv", "movieId,title,genres\n");
            using var ratings = archive.CreateEntry("ml-x/ratings.csv", CompressionLevel.SmallestSize).Open();
            ratings.Write(new byte[50_000_000]);
        }

        using var dataset = Dataset.Open(zip);
        var exception = Assert.Throws<DatasetException>(() => dataset.ReadRatings().Count());

        Assert.Contains("which no data set does", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zip_NamesThatLeadOutside_WriteNothing()
    {
        var zip = Path.Combine(_folder.Path, "outside.zip");
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            Fill(archive, "../../outside/movies.csv", "movieId,title,genres\n1,A (1999),Drama\n");
            Fill(archive, "../../outside/ratings.csv", "userId,movieId,rating,timestamp\n1,1,4.0,964982703\n");
        }

        using var dataset = Dataset.Open(zip);

        Assert.Single(dataset.ReadMovies());
        Assert.Single(dataset.ReadRatings());
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "../../outside")));
    }

    [Fact]
    public void MlLatestSmall_WhenGiven_IsReadWhole()
    {
        var path = Environment.GetEnvironmentVariable("MOVIEMESH_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(path), "MOVIEMESH_DATA is not set.");
        using var dataset = Dataset.Open(path!);
        Assert.SkipUnless(dataset.Name == "ml-latest-small", "MOVIEMESH_DATA is another data set.");

        Assert.Equal(9_742, dataset.ReadMovies().Count());
        Assert.Equal(9_742, dataset.ReadLinks().Count());
        Assert.Equal(3_683, dataset.ReadTags().Count());
        Assert.Equal(100_836, dataset.ReadRatings().Count());
        Assert.Equal(0, dataset.Problems.Total);
        Assert.False(dataset.IsGenerated);
    }

    public void Dispose() => _folder.Dispose();

    private void WriteMl100k()
    {
        _folder.Write(
            "ml-100k/u.item",
            "1|Toy Story (1995)|01-Jan-1995|||0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0\n2|GoldenEye (1995)|01-Jan-1995|||0|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0|1|0|0\n",
            Encoding.Latin1);
        _folder.Write("ml-100k/u.data", "196\t1\t3\t881250949\n197\t2\t4\t881250950\n");
    }

    private static void Fill(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(text);
    }
}
