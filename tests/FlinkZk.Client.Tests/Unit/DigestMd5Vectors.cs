using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

/// <summary>The exchange that RFC 2831 prints in its section 4.</summary>
public sealed class DigestMd5Vectors
{
    private const string Challenge = "realm=\"elwood.innosoft.com\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8";

    [Fact]
    public void The_answer_is_the_one_in_the_RFC()
    {
        var digest = NewDigest();
        var fields = SaslDigest.Parse(Encoding.UTF8.GetString(digest.Answer(Encoding.ASCII.GetBytes(Challenge))));
        Assert.Equal("d388dad90d4bbd760a152321f2143af7", fields["response"]);
        Assert.Equal(("chris", "elwood.innosoft.com", "00000001", "auth"), (fields["username"], fields["realm"], fields["nc"], fields["qop"]));
    }

    [Fact]
    public void The_servers_proof_is_checked()
    {
        var digest = NewDigest();
        digest.Answer(Encoding.ASCII.GetBytes(Challenge));
        Assert.True(digest.Verify(Encoding.ASCII.GetBytes("rspauth=ea40f60335c427b5527b84dbabcdfffd")));
        Assert.False(digest.Verify(Encoding.ASCII.GetBytes("rspauth=ea40f60335c427b5527b84dbabcdfffe")));
        Assert.False(digest.Verify([]));
    }

    [Theory]
    [InlineData("realm=\"x\"")]
    [InlineData("nonce=\"x\",qop=\"auth-conf\"")]
    public void A_challenge_that_cannot_be_answered_is_refused(string challenge) =>
        Assert.Throws<FormatException>(() => NewDigest().Answer(Encoding.ASCII.GetBytes(challenge)));

    [Fact]
    public void Quoted_values_keep_commas_and_escaped_quotes() =>
        Assert.Equal("a,\"b\"", SaslDigest.Parse("x=1, name=\"a,\\\"b\\\"\",y=2")["name"]);

    private static DigestMd5 NewDigest() => new(new("chris", "secret"), "imap/elwood.innosoft.com", "OA6MHXh6VqTrRk");
}
