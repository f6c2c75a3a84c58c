using System.Diagnostics;
using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>The package is made by one target of the build, without PowerShell, and holds exactly what is installed.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-package-");

    [Fact]
    public void The_package_holds_what_is_installed_and_nothing_else()
    {
        Package();
        var files = _folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder.FullName, file.FullName).Replace('\\', '/'));
        Assert.Equal(
            [
                "CHANGELOG.md", "FlinkZk.psd1", "LICENSE", "README.md",
                .. Directory.EnumerateFiles(Repository.File("en-US")).Select(file => "en-US/" + Path.GetFileName(file)),
                .. Directory.EnumerateFiles(Repository.File("module"), "*.ps1xml").Select(file => "module/" + Path.GetFileName(file)),
                .. Directory.EnumerateFiles(Repository.File("module", "bin")).Select(file => "module/bin/" + Path.GetFileName(file)),
                "module/bin/dependencies/FlinkZk.Yaml.dll", "module/bin/dependencies/YamlDotNet.dll", "module/bin/dependencies/YamlDotNet.LICENSE.txt",
                "module/bin/dependencies/FlinkZk.Schema.dll", "module/bin/dependencies/JsonSchema.Net.dll", "module/bin/dependencies/JsonPointer.Net.dll", "module/bin/dependencies/Json.More.dll", "module/bin/dependencies/Humanizer.dll", "module/bin/dependencies/JsonSchema.Net.LICENSE.txt",
            ],
            files,
            new SameSet());

        using var session = new ModuleSession();
        var manifest = session.One<PSModuleInfo>("Test-ModuleManifest -Path $args[0]", Path.Combine(_folder.FullName, "FlinkZk.psd1"));
        Assert.Equal("FlinkZk", manifest.Name);
        Assert.NotEmpty(manifest.Description);
        Assert.NotEmpty(manifest.Author);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Package()
    {
        var start = new ProcessStartInfo("dotnet", ["build", Repository.File("src", "FlinkZk"), "--nologo", "-t:PackageModule", $"-p:PackageFolder={_folder.FullName}{Path.DirectorySeparatorChar}"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }

    private sealed class SameSet : IEqualityComparer<IEnumerable<string>>
    {
        public bool Equals(IEnumerable<string>? x, IEnumerable<string>? y) => x!.Order(StringComparer.Ordinal).SequenceEqual(y!.Order(StringComparer.Ordinal));

        public int GetHashCode(IEnumerable<string> obj) => 0;
    }
}
