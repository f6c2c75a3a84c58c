namespace FlinkZk.Host;

/// <summary>Finds the module's manifest: beside the host or in a folder above it, so that a build and a package both work.</summary>
internal static class ModuleFinder
{
    private const string Manifest = "FlinkZk.psd1";

    public static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, Manifest);
            if (File.Exists(candidate))
                return candidate;
        }
        return null;
    }
}
