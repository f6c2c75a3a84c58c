using FlinkZk.Clusters.Configuration;

namespace FlinkZk.Clusters.Tests.Configuration;

/// <summary>Whatever ends a change, and when: one whole content is there, the old or the new one.</summary>
public sealed class FileReplacementTests : IDisposable
{
    private static readonly byte[] Before = [.. "a: b\n"u8, .. new byte[5000]];
    private static readonly byte[] After = "a: c\n"u8.ToArray();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-replace-");

    private string Target => Path.Combine(_folder.FullName, "config.yaml");

    public FileReplacementTests() => File.WriteAllBytes(Target, Before);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void After_each_step_of_a_replacement_the_file_is_the_old_or_the_new_one()
    {
        Linux();
        var steps = new List<string>();
        Assert.Equal(ConfigurationWay.Replaced, Run(mayReplace: true, step =>
        {
            steps.Add(step);
            Assert.Equal(step == "renamed" ? After : Before, Read(Target));
        }));
        Assert.Equal(["made", "written", "synced", "renamed"], steps);
        Assert.Equal(After, Read(Target));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void After_each_step_of_a_change_in_place_what_was_lies_beside_it()
    {
        var steps = new List<string>();
        Assert.Equal(ConfigurationWay.InPlace, Run(mayReplace: false, step =>
        {
            steps.Add(step);
            Assert.Equal(Before, Read(FileReplacement.FormerOf(Target)));
        }));
        Assert.Equal(["kept", "in place"], steps);
        Assert.Equal(After, Read(Target));
        Assert.Single(_folder.GetFiles());
    }

    [Theory]
    [InlineData("made")]
    [InlineData("written")]
    [InlineData("synced")]
    public void Where_a_replacement_fails_the_file_is_written_where_it_lies(string at)
    {
        Linux();
        Assert.Equal(ConfigurationWay.InPlace, Run(mayReplace: true, step =>
        {
            if (step == at)
                throw new IOException("Device or resource busy");
        }));
        Assert.Equal(After, Read(Target));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void What_cannot_be_written_in_place_is_as_it_was()
    {
        var failures = 0;
        Assert.Throws<IOException>(() => Run(mayReplace: false, step =>
        {
            if (step == "in place" && failures++ == 0)
                throw new IOException("No space left on device");
        }));
        Assert.Equal(Before, Read(Target));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_draft_that_a_kill_left_is_in_nobodys_way()
    {
        File.WriteAllText(Target + ".flinkzk-new", "half");
        Run(mayReplace: true, _ => { });
        Assert.Equal(After, Read(Target));
        Assert.Single(_folder.GetFiles());
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.SetGroup)]
    public void Owner_and_rights_are_those_of_before(UnixFileMode mode)
    {
        Linux();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Target, mode);
        var before = UnixFile.At(Target)!.Value;
        Assert.Equal(ConfigurationWay.Replaced, Run(mayReplace: true, _ => { }));
        var after = UnixFile.At(Target)!.Value;
        Assert.False(after.IsSame(before));
        Assert.Equal(before with { Inode = 0 }, after with { Inode = 0 });
    }

    [Fact]
    public void A_file_with_a_second_name_keeps_it()
    {
        Linux();
        Assert.Equal(0, Link(Target, Target + ".same"));
        Assert.Equal(ConfigurationWay.InPlace, Run(mayReplace: true, _ => { }));
        Assert.Equal(After, Read(Target + ".same"));
    }

    private ConfigurationWay Run(bool mayReplace, Action<string> reached)
    {
        using var stream = ConfigurationStore.Open(Target, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        return new FileReplacement(stream, Target) { MayReplace = mayReplace, Reached = reached }.Run(Before, After);
    }

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Linux()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux tells whose a file is.");
    }

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "link", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [System.Runtime.InteropServices.DefaultDllImportSearchPaths(System.Runtime.InteropServices.DllImportSearchPath.SafeDirectories)]
    private static extern int Link([System.Runtime.InteropServices.MarshalAs(System.Runtime.InteropServices.UnmanagedType.LPUTF8Str)] string from, [System.Runtime.InteropServices.MarshalAs(System.Runtime.InteropServices.UnmanagedType.LPUTF8Str)] string to);
}
