namespace MovieMesh.Messaging.Tests;

public sealed class BrokerAddressTests
{
    [Theory]
    [InlineData("amqp://me:secret@broker:1234", "broker:1234", "/", "me", "secret")]
    [InlineData("amqp://me:p%40ss%2Fword@broker/films", "broker:5672", "films", "me", "p@ss/word")]
    [InlineData("amqp://broker", "broker:5672", "/", "", "")]
    [InlineData("amqp://me:secret@one:1234,two,127.0.0.3:99/films", "one:1234 two:5672 127.0.0.3:99", "films", "me", "secret")]
    public void Parse_ReadsEveryPart(string text, string nodes, string virtualHost, string user, string password)
    {
        var address = BrokerAddress.Parse(text);

        Assert.Equal(nodes, string.Join(' ', address.Nodes.Select(node => $"{node.HostName}:{node.Port}")));
        Assert.Equal((virtualHost, user, password), (address.VirtualHost, address.User, address.Password));
    }

    [Theory]
    [InlineData("http://broker")]
    [InlineData("amqp://")]
    [InlineData("amqp://me:secret@one,,two")]
    [InlineData("amqp://me:secret@one:port,two")]
    [InlineData("amqp://me:secret@one:70000,two")]
    [InlineData("amqp://me:secret@one:0")]
    [InlineData("amqp://me:secret@one:1,amqp://me:secret@two:2")]
    [InlineData("amqp://me:secret@one,me:secret@two")]
    [InlineData("amqp://me:secret@one/films/more")]
    public void Parse_OfSomethingElse_SaysWhatIsExpected_WithoutThePassword(string text)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => BrokerAddress.Parse(text));

        Assert.Contains("host:port,host:port", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }
}
