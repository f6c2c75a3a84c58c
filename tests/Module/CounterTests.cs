namespace FlinkZk.Module.Tests;

/// <summary>Counters at the prompt.</summary>
public sealed class CounterTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_step_gives_what_it_made_and_a_look_what_stands() =>
        Assert.Equal(["orders = 1", "orders = 6", "billing = -2", "billing = -2", "orders = 6", "orders = 6"], _session.All<string>("""
            Step-ZkCounter orders | ForEach-Object { "$_" }
            'orders' | Step-ZkCounter -By 5 | ForEach-Object { "$_" }
            Step-ZkCounter billing -2 | ForEach-Object { "$_" }
            Get-ZkCounter | ForEach-Object { "$_" }
            Get-ZkCounter o* | Get-ZkCounter | ForEach-Object { "$_" }
            """));

    [Fact]
    public void WhatIf_steps_nothing() => Assert.Equal(1L, _session.One<long>("$null = Step-ZkCounter orders; Step-ZkCounter orders -WhatIf; (Get-ZkCounter orders).Value"));

    [Theory]
    [InlineData("Get-ZkCounter none", "CounterNotFound,")]
    [InlineData("Step-ZkCounter a/b", "InvalidArgument,")]
    [InlineData("Get-ZkCounter a/b", "InvalidArgument,")]
    [InlineData("Step-ZkCounter orders ([long]::MaxValue); Step-ZkCounter orders", "CounterRange,")]
    [InlineData("$null = New-ZkNode /flinkzk/default/counters/odd text -Parents; Step-ZkCounter odd", "InvalidData,")]
    public void What_cannot_be_done_is_told(string script, string errorId) =>
        Assert.StartsWith(errorId, _session.Error(script).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void One_odd_counter_hides_no_other()
    {
        var (output, errors) = _session.RunWithErrors("$null = Step-ZkCounter a; $null = Step-ZkCounter z; $null = New-ZkNode /flinkzk/default/counters/odd text; Get-ZkCounter");
        Assert.Equal((2, 1), (output.Count, errors.Count));
    }
}
