namespace FlinkZk.Benchmarks;

/// <summary>A level of the drive zk:, as objects and as names.</summary>
internal sealed class ListDrive : IBenchmark
{
    private const int Children = 1_000;

    public string Name => "Get-ChildItem zk:/ of 1 000 children";

    public Task<IReadOnlyList<Result>> RunAsync()
    {
        using var engine = new Engine();
        engine.Run("$null = Connect-Zk -Embedded; $null = 1..$args[0] | ForEach-Object { New-ZkNode \"/node$_\" some-data }", Children);
        var items = Measure.Milliseconds(3, 10, () => Check(engine.Run("Get-ChildItem zk:/").Count));
        var names = Measure.Milliseconds(3, 10, () => Check(engine.Run("Get-ChildItem zk:/ -Name").Count));
        return Task.FromResult<IReadOnlyList<Result>>([new(Name, "ms", [.. items], "<= 150"), new($"{Name}, -Name", "ms", [.. names])]);
    }

    // /zookeeper is there too.
    private static void Check(int count)
    {
        if (count != Children + 1)
            throw new InvalidOperationException($"{count} nodes were listed.");
    }
}
