namespace FlinkZk.Benchmarks;

/// <summary>The checkout that is measured: where its module and examples lie.</summary>
internal static class Checkout
{
    /// <summary>The folder with the solution, found from the benchmark's own place upwards.</summary>
    public static string Root { get; } = Find();

    /// <summary>The module's manifest.</summary>
    public static string Manifest => Path.Combine(Root, "FlinkZk.psd1");

    /// <summary>The built host, of the configuration that the benchmark itself was built with.</summary>
    public static string Host
    {
        get
        {
            var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
            return Path.Combine(Root, "src", "FlinkZk.Host", "bin", configuration, "net10.0", "FlinkZk.Host.dll");
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "FlinkZk.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException("The benchmarks must be run from inside a checkout.");
    }
}
