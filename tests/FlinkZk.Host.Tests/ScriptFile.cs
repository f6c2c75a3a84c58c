namespace FlinkZk.Host.Tests;

/// <summary>A script in a folder of its own that goes with the test.</summary>
internal sealed class ScriptFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-host-");

    public ScriptFile(string text)
    {
        Path = System.IO.Path.Combine(_folder.FullName, "it's a script.ps1");
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
