namespace FlinkZk.Module.Tests;

/// <summary>Durations as PowerShell hands them over: it reads 30s as a number.</summary>
public sealed class DurationTests : IClassFixture<ContractTests.Commands>
{
    private readonly ContractTests.Commands _commands;
    private readonly ModuleSession _session;

    public DurationTests(ContractTests.Commands commands) => (_commands, _session) = (commands, commands.Session);

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("5s", 5000)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("00:00:05", 5000)]
    [InlineData("([timespan]'00:01:00')", 60_000)]
    public void A_parameter_takes_it_as_it_is_typed(string typed, int milliseconds) =>
        Assert.Equal(milliseconds, _session.One<double>($"function f {{ param([FlinkZk.Duration] $d) $d.Value.TotalMilliseconds }}; f {typed}"));

    [Fact]
    public void A_parameter_that_may_be_null_takes_it_as_well()
    {
        var optional = _commands.All.Values.SelectMany(command => command.Parameters.Values).Where(parameter => Nullable.GetUnderlyingType(parameter.ParameterType)?.FullName == "FlinkZk.Duration").ToArray();
        Assert.NotEmpty(optional);
        Assert.All(optional, parameter => Assert.Contains(parameter.Attributes, attribute => attribute.GetType().Name == "OptionalDurationAttribute"));
        Assert.Equal("FlinkNotConnected", _session.Error("Wait-FlinkJob orders -Timeout 5s").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("Did you mean 5s", _session.Error("Wait-FlinkJob orders -Timeout 5").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("30x")]
    [InlineData("1m1h")]
    [InlineData("99999999999d")]
    [InlineData("(-[timespan]'00:00:05')")]
    public void Anything_else_is_an_error(string typed) =>
        Assert.NotNull(_session.Error($"function f {{ param([FlinkZk.Duration] $d) $d }}; f {typed}"));

    [Theory]
    [InlineData("30", "Did you mean 30s or 30ms?")]
    [InlineData("-1", "A duration is not negative, as '-1' is. Write a number with its unit")]
    [InlineData("-1s", "A duration is not negative, as '-1s' is. Write a number with its unit")]
    [InlineData("NaN", "'NaN' is no duration. Write a number with its unit")]
    [InlineData("1e3", "'1e3' is no duration. Write a number with its unit")]
    [InlineData("\u0661s", "'\u0661s' is no duration. Write a number with its unit")]
    public void What_is_suggested_is_taken(string typed, string message) =>
        Assert.Contains(message, _session.Error($"[FlinkZk.Duration]::Parse('{typed}')").Exception.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1m30s", "90s")]
    [InlineData("0s", "0ms")]
    [InlineData("1d2h3m4s5ms", "93784005ms")]
    [InlineData("0.25ms", "0.25ms")]
    public void It_is_printed_so_that_it_reads_back(string typed, string printed) =>
        Assert.Equal(printed, _session.One<string>("\"$([FlinkZk.Duration]$args[0])\"", typed));
}
