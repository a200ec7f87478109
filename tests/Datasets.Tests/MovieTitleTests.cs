namespace MovieMesh.Datasets.Tests;

public sealed class MovieTitleTests
{
    [Theory]
    [InlineData("Toy Story (1995)", "Toy Story", 1995)]
    [InlineData("Matrix, The (1999)", "The Matrix", 1999)]
    [InlineData("Awfully Big Adventure, An (1995)", "An Awfully Big Adventure", 1995)]
    [InlineData("Lord of the Rings: The Return of the King, The (2003)", "The Lord of the Rings: The Return of the King", 2003)]
    [InlineData("City of Lost Children, The (Cité des enfants perdus, La) (1995)", "The City of Lost Children (La Cité des enfants perdus)", 1995)]
    [InlineData("Avventura, L' (a.k.a. Adventure, The) (1960)", "L'Avventura (a.k.a. The Adventure)", 1960)]
    [InlineData("Seven (a.k.a. Se7en) (1995)", "Seven (a.k.a. Se7en)", 1995)]
    [InlineData("(500) Days of Summer (2009)", "(500) Days of Summer", 2009)]
    [InlineData("Death Note: Desu nôto (2006–2007)", "Death Note: Desu nôto", 2006)]
    [InlineData("Good, the Bad and the Ugly, The (Buono, il brutto, il cattivo, Il) (1966)", "The Good, the Bad and the Ugly (Il Buono, il brutto, il cattivo)", 1966)]
    [InlineData("2001: A Space Odyssey (1968) ", "2001: A Space Odyssey", 1968)]
    [InlineData("1984", "1984", null)]
    [InlineData("(1999)", "(1999)", 1999)]
    [InlineData("Babylon 5", "Babylon 5", null)]
    public void Parse_TitleOfTheFile_IsReadyToShow(string written, string title, int? year) => Assert.Equal((title, year), MovieTitle.Parse(written));
}
