using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace FlinkZk.Module.Tests;

/// <summary>Arrows between rooms run one way. A room that needs another is added here, with a reason, or does without.</summary>
public class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["FlinkZk.Wire"] = [],
        ["FlinkZk.Client"] = ["FlinkZk.Wire"],
        ["FlinkZk.Server"] = ["FlinkZk.Wire"],
        ["FlinkZk.Coordination"] = ["FlinkZk.Client", "FlinkZk.Wire"],
        ["FlinkZk.Clusters"] = ["FlinkZk.Client", "FlinkZk.Coordination", "FlinkZk.Wire"],
        ["FlinkZk.Streams"] = [],
        ["FlinkZk"] = ["FlinkZk.Client", "FlinkZk.Clusters", "FlinkZk.Coordination", "FlinkZk.Server", "FlinkZk.Streams", "FlinkZk.Wire"],
    };

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_below_it(string room)
    {
        var ours = References(room).Where(name => name.StartsWith("FlinkZk", StringComparison.Ordinal));
        Assert.Empty(ours.Except(Allowed[room]));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_needs_nothing_but_NETs_base_and_only_the_cmdlets_know_PowerShell(string room)
    {
        var foreign = References(room).Where(name =>
            !name.StartsWith("FlinkZk", StringComparison.Ordinal) && !name.StartsWith("System.", StringComparison.Ordinal) && name is not ("System" or "netstandard" or "Microsoft.Win32.Primitives"));
        Assert.Empty(foreign);
        Assert.Equal(room == "FlinkZk", References(room).Contains("System.Management.Automation"));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_rooms_project_asks_only_for_the_rooms_below_it(string room)
    {
        var project = XDocument.Load(Repository.File("src", room, room + ".csproj"));
        var references = project.Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));
        Assert.Empty(references.Except(Allowed[room]));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void The_folders_of_a_room_use_each_other_in_one_direction(string room)
    {
        var uses = FolderGraph.Of(Repository.File("module", "bin", room + ".dll"));
        Assert.Empty(FolderCircles.Among(uses));
    }

    // The others are one namespace each: what is public of them is what people write, in scripts too.
    [Theory]
    [InlineData("FlinkZk.Server")]
    [InlineData("FlinkZk.Clusters")]
    [InlineData("FlinkZk.Streams")]
    public void A_room_of_several_ideas_has_a_namespace_for_each_of_its_folders(string room)
    {
        var files = Directory.EnumerateFiles(Repository.File("src", room), "*.cs", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.File("src", room), file).Split(Path.DirectorySeparatorChar));
        foreach (var file in files.Where(file => file[0] is not ("obj" or "bin")))
            Assert.Contains($"namespace {(file.Length == 1 ? room : $"{room}.{file[0]}")};", File.ReadLines(Repository.File(["src", room, .. file])));
    }

    [Fact]
    public void Of_folders_that_use_each_other_the_circle_is_named()
    {
        FolderUse[] uses =
        [
            new("R/A", "R/B/C", "R/A/One.cs", "R/B/C/Two.cs"), new("R/B/C", "R/D", "R/B/C/Two.cs", "R/D/Three.cs"), new("R/D", "R/A", "R/D/Three.cs", "R/A/Four.cs"),
            new("R/E", "R/A", "R/E/Five.cs", "R/A/One.cs"), new("R/B/C", "R/B", "R/B/C/Two.cs", "R/B/Six.cs"),
        ];
        Assert.Equal(["R/A -> R/B/C: One.cs -> Two.cs", "R/B/C -> R/D: Two.cs -> Three.cs", "R/D -> R/A: Three.cs -> Four.cs"], FolderCircles.Among(uses));
        Assert.Empty(FolderCircles.Among(uses.Where(use => use.From != "R/D")));
    }

    [Fact]
    public void Folders_that_are_one_circle_only_as_a_whole_are_one()
    {
        FolderUse[] uses = [new("R/A/X", "R/B/X", "R/A/X/One.cs", "R/B/X/Two.cs"), new("R/B/Y", "R/A/Y", "R/B/Y/Three.cs", "R/A/Y/Four.cs")];
        Assert.Equal(["R/A -> R/B: One.cs -> Two.cs", "R/B -> R/A: Three.cs -> Four.cs"], FolderCircles.Among(uses));
    }

    [Fact]
    public void The_module_carries_the_rooms_and_nothing_else()
    {
        var carried = Directory.GetFiles(Repository.File("module", "bin")).Select(Path.GetFileName);
        Assert.Equal(Allowed.Keys.Select(room => room + ".dll").Order(StringComparer.Ordinal), carried.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Neither_host_nor_tests_have_the_module_on_their_own_path() =>
        Assert.False(File.Exists(Path.Combine(AppContext.BaseDirectory, "FlinkZk.dll")));

    private static HashSet<string> References(string room)
    {
        using var file = File.OpenRead(Repository.File("module", "bin", room + ".dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
