using System.IO.Compression;
using System.Text;

namespace FlinkZk.Pester.Tests;

/// <summary>What is shipped is made of the sources alone: not of the folder, the machine or the day.</summary>
public sealed class ReleaseTests : IDisposable
{
    // docs/decisions/0025-package-size.md
    private const long MaximumDownload = 7 * 1024 * 1024 / 2;
    private const long MaximumInstalled = 9 * 1024 * 1024;
    private static readonly string[] Sources = ["src", "tools", "docs/cmdlets", "en-US", "module"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-release-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_same_sources_in_two_folders_give_the_same_package_byte_for_byte_and_no_path_of_the_machine()
    {
        var one = await PackageAsync("one");
        var two = await PackageAsync("another/and/deeper");
        Assert.Equal(one.Keys, two.Keys);
        Assert.Equal([], one.Keys.Where(name => !one[name].AsSpan().SequenceEqual(two[name])));
        Assert.Contains("module/bin/FlinkZk.dll", one.Keys);
        Assert.All(one, file => Assert.False(Names(file.Value, _folder.Name), $"{file.Key} names the folder that it was built in."));
        Assert.InRange(Compressed(one), 1, MaximumDownload);
        Assert.InRange(one.Values.Sum(bytes => (long)bytes.Length), 1, MaximumInstalled);
    }

    private static long Compressed(IReadOnlyDictionary<string, byte[]> files)
    {
        using var package = new MemoryStream();
        using (var archive = new ZipArchive(package, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }
        return package.Length;
    }

    private async Task<SortedDictionary<string, byte[]>> PackageAsync(string name)
    {
        var copy = Path.Combine(_folder.FullName, name);
        CopySources(copy);
        var package = Path.Combine(_folder.FullName, "packages", Guid.NewGuid().ToString("n"));
        var build = await RealPwsh.RunAsync("dotnet", ["build", Path.Combine(copy, "src", "FlinkZk"), "-c", "Release", "--nologo", "-v", "quiet", "-t:PackageModule", $"-p:PackageFolder={package}/", "-p:RunAnalyzers=false"], null, TimeSpan.FromMinutes(20));
        Assert.True(build.ExitCode == 0, build.Output);
        return new(Directory.EnumerateFiles(package, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(package, file).Replace('\\', '/'), File.ReadAllBytes), StringComparer.Ordinal);
    }

    private static void CopySources(string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(RealPwsh.Checkout))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        foreach (var folder in Sources)
            CopyFolder(Path.Combine(RealPwsh.Checkout, folder), Path.Combine(target, folder));
        // The copy is of the same commit, whose name is a part of the version that the assemblies tell.
        if (Directory.Exists(Path.Combine(RealPwsh.Checkout, ".git")))
            File.WriteAllText(Path.Combine(target, ".git"), $"gitdir: {Path.Combine(RealPwsh.Checkout, ".git")}\n");
    }

    private static void CopyFolder(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(source))
            if (Path.GetFileName(folder) is not ("bin" or "obj" or "output"))
                CopyFolder(folder, Path.Combine(target, Path.GetFileName(folder)));
    }

    private static bool Names(byte[] bytes, string text) =>
        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;
}
