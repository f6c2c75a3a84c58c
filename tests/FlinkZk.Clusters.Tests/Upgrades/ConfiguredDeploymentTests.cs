using FlinkZk.Clusters.Upgrades;

namespace FlinkZk.Clusters.Tests.Upgrades;

/// <summary>How configured values come among arguments and settings, and out again.</summary>
public sealed class ConfiguredDeploymentTests
{
    private static readonly FlinkDeployment Plain = new() { Jar = "a.jar", Sha256 = "0" };

    [Theory]
    [InlineData("", "--a 1 --b x")]
    [InlineData("--rate -5", "--rate -5 --a 1 --b x")]
    [InlineData("--a 9", "--a 1 --b x")]
    [InlineData("-a 9 --verbose", "-a 1 --verbose --b x")]
    [InlineData("--a -9 in.csv", "--a 1 in.csv --b x")]
    [InlineData("--a --b y", "--a 1 --b x")]
    public void A_value_takes_the_place_of_the_argument_of_its_name(string before, string after) =>
        Assert.Equal(after, Text(ConfiguredDeployment.Of(Plain with { Arguments = Split(before) }, Values("a=1", "b=x"), 3, asSettings: false)));

    [Fact]
    public void What_a_later_revision_does_not_have_goes_and_what_was_there_otherwise_stays()
    {
        var first = ConfiguredDeployment.Of(Plain with { Arguments = ["--rate", "-5"] }, Values("a=1", "b=-2"), 3, asSettings: false);
        var second = ConfiguredDeployment.Of(first, Values("a=1"), 4, asSettings: false);
        Assert.Equal(("--rate -5 --a 1", 4L), (Text(second), second.Revision));
        var settings = ConfiguredDeployment.Of(second with { Configuration = new Dictionary<string, string> { ["pipeline.name"] = "x" } }, Values("a=2"), 5, asSettings: true);
        Assert.Equal(("--rate -5", "a=2 pipeline.name=x"), (Text(settings), string.Join(' ', settings.Configuration!.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))));
        var none = ConfiguredDeployment.Of(settings, Values(), 6, asSettings: true);
        Assert.Equal("pipeline.name", Assert.Single(none.Configuration!).Key);
    }

    [Fact]
    public void Only_arguments_and_settings_make_a_difference()
    {
        var one = ConfiguredDeployment.Of(Plain, Values("a=1"), 3, asSettings: false);
        Assert.True(ConfiguredDeployment.IsSame(one, ConfiguredDeployment.Of(one, Values("a=1"), 9, asSettings: false)));
        Assert.False(ConfiguredDeployment.IsSame(one, ConfiguredDeployment.Of(one, Values("a=2"), 3, asSettings: false)));
        Assert.False(ConfiguredDeployment.IsSame(one, ConfiguredDeployment.Of(one, Values("a=1"), 3, asSettings: true)));
        Assert.True(ConfiguredDeployment.IsSame(Plain, ConfiguredDeployment.Of(Plain, Values(), 3, asSettings: true)));
    }

    private static string[] Split(string arguments) => arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Text(FlinkDeployment deployment) => string.Join(' ', deployment.Arguments ?? []);

    private static Dictionary<string, string> Values(params string[] pairs) => pairs.Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
