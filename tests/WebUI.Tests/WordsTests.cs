using MovieMesh.WebUI.Components.Shared;

namespace MovieMesh.WebUI.Tests;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0.5f, "½")]
    [InlineData(3f, "3")]
    [InlineData(3.5f, "3½")]
    [InlineData(5f, "5")]
    public void HalfStars_Stars_WrittenAsPeopleDo(float stars, string words) => Assert.Equal(words, Words.HalfStars(stars));

    [Theory]
    [InlineData(1, "1 rating")]
    [InlineData(0, "0 ratings")]
    [InlineData(12345, "12,345 ratings")]
    public void Count_Number_AgreesWithItsNoun(long count, string words) => Assert.Equal(words, Words.Count(count, "rating", "ratings"));
}
