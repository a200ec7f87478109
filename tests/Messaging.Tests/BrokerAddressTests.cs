namespace MovieMesh.Messaging.Tests;

public sealed class BrokerAddressTests
{
    [Theory]
    [InlineData("amqp://me:secret@broker:1234", "broker", 1234, "/", "me", "secret")]
    [InlineData("amqp://me:p%40ss%2Fword@broker/films", "broker", 5672, "films", "me", "p@ss/word")]
    [InlineData("amqp://broker", "broker", 5672, "/", "", "")]
    public void Parse_ReadsEveryPart(string text, string host, int port, string virtualHost, string user, string password) =>
        Assert.Equal(new BrokerAddress(host, (ushort)port, virtualHost, user, password), BrokerAddress.Parse(text));
}
