using FlinkZk.Clusters.Configuration;

namespace FlinkZk.Clusters.Tests.Configuration;

/// <summary>Which arguments of a program are secrets.</summary>
public sealed class SecretArgumentsTests
{
    [Theory]
    [InlineData("--password x --rate 5", "--password ****** --rate 5", "password")]
    [InlineData("-password -x --rate 5", "-password ****** --rate 5", "password")]
    [InlineData("--db.password=x=y", "--db.password=******", "db.password")]
    [InlineData("-Dapi-key=x", "-Dapi-key=******", "Dapi-key")]
    [InlineData("SECRET=x", "SECRET=******", "SECRET")]
    [InlineData("--url jdbc:mysql://h/d?user=a&password=x&ssl=true", "--url jdbc:mysql://h/d?user=a&password=******", "password")]
    [InlineData("--token a --token b", "--token ****** --token ******", "token")]
    [InlineData("--password --rate 5", "--password --rate 5", null)]
    [InlineData("--password", "--password", null)]
    [InlineData("--password=", "--password=", null)]
    [InlineData("password x --topic=tables", "password x --topic=tables", null)]
    public void They_are_told_by_the_names_before_them(string given, string masked, string? name)
    {
        var arguments = given.Split(' ');
        Assert.Equal(masked.Split(' '), SecretArguments.Masked(arguments, []));
        Assert.Equal(name is null ? [] : [name], SecretArguments.Names(arguments));
        Assert.Equal(arguments, SecretArguments.Filled(SecretArguments.Masked(arguments, []), arguments));
        Assert.Equal(arguments, SecretArguments.Masked(arguments, name is null ? [] : [name]));
    }

    [Fact]
    public void What_others_do_not_have_stays_missing()
    {
        string[] masked = ["--password", "******", "--token", "******"];
        Assert.Equal(["--password", "******", "--token", "x"], SecretArguments.Filled(masked, ["--token=x", "--rate", "5"]));
        Assert.Equal(["password"], SecretArguments.Names(SecretArguments.Filled(masked, ["--token=x"]), onlyMasked: true));
    }

    [Fact]
    public void A_text_of_others_loses_them() => Assert.Equal("no '******' for ******, a", SecretArguments.Hidden("no 'geheim' for geheimer, a",
        SecretArguments.Values(["--password", "geheim", "--token", "a"], new Dictionary<string, string> { ["s3.secret-key"] = "geheimer", ["a"] = "no" })));
}
