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
