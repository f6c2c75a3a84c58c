namespace FlinkZk.Benchmarks;

/// <summary>
/// Import of the module in a warm engine: one that has imported it before in another runspace, so that PowerShell itself is compiled. The very first import in the
/// process is given beside it.
/// </summary>
internal sealed class ImportModule : IBenchmark
{
    public string Name => "import of the module, warm engine";

    public Task<IReadOnlyList<Result>> RunAsync()
    {
        using (var engine = new Engine(import: false))
            engine.Run("1..3 | ForEach-Object { $_ }");
        var first = Import();
        var warm = Enumerable.Range(0, 12).Select(_ => Import()).Skip(2).ToArray();
        return Task.FromResult<IReadOnlyList<Result>>([new("import of the module, first in the process", "ms", [first]), new(Name, "ms", warm, "<= 150")]);
    }

    private static double Import()
    {
        using var engine = new Engine(import: false);
        return Measure.Milliseconds(0, 1, () => engine.Run("Import-Module $args[0]", Checkout.Manifest))[0];
    }
}
