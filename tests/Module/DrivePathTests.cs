using System.Reflection;

namespace FlinkZk.Module.Tests;

/// <summary>Paths of a drive as text alone: from what PowerShell hands over to a node, and back.</summary>
public sealed class DrivePathTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly Type _paths;

    // The module is never on the tests' own path: its type is the one that the session has loaded.
    public DrivePathTests() => _paths = _session.One<Assembly>("[FlinkZk.ZkNode].Assembly").GetType("FlinkZk.DrivePath", throwOnError: true)!;

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("", "", "/")]
    [InlineData("/", "", "/")]
    [InlineData("app/limits", "", "/app/limits")]
    [InlineData(@"\app\limits\", "", "/app/limits")]
    [InlineData("app/./x/../limits", "", "/app/limits")]
    [InlineData("../../app", "", "/app")]
    [InlineData("mit Blank/Grüße/x:y", "", "/mit Blank/Grüße/x:y")]
    [InlineData("h:2181/app", "", "/h:2181/app")]
    [InlineData("h:2181/root", "h:2181/root", "/")]
    [InlineData("h:2181/root/a", "h:2181/root", "/a")]
    [InlineData(@"h:2181\root\a", "h:2181/root", "/a")]
    [InlineData("h:2181/root/h:2181/root/a", "h:2181/root", "/a")]
    [InlineData("h:2181/rooted/a", "h:2181/root", "/h:2181/rooted/a")]
    [InlineData("[::1]:2181,h:2182/a", "[::1]:2181,h:2182", "/a")]
    public void A_path_names_a_node(string path, string root, string node) => Assert.Equal(node, Call<string>("ToNode", path, root));

    [Theory]
    [InlineData("/", "", "")]
    [InlineData("/app", "", "app")]
    [InlineData("/", "h:2181/root", "h:2181/root")]
    [InlineData("/app", "h:2181/root", "h:2181/root/app")]
    public void A_node_has_a_path(string node, string root, string path)
    {
        Assert.Equal(path, Plain(Call<string>("FromNode", node, root)));
        Assert.Equal(node, Call<string>("ToNode", path, root));
    }

    [Theory]
    [InlineData("h:2181", "h:2181", true)]
    [InlineData("h:2181/a", "h:2181", true)]
    [InlineData("h:21810", "h:2181", false)]
    [InlineData("H:2181/a", "h:2181", false)]
    public void A_path_lies_below_a_root_or_not(string path, string root, bool isBelow) => Assert.Equal(isBelow, Call<bool>("IsBelow", path, root));

    [Theory]
    [InlineData("app", "", "")]
    [InlineData("app/x", "", "app")]
    [InlineData("/app", "", "/")]
    [InlineData("", "", "")]
    [InlineData("h:2181/root", "h:2181/root", "")]
    [InlineData("h:2181/root/a/", "h:2181/root", "h:2181/root")]
    public void A_path_has_a_parent(string path, string root, string parent) => Assert.Equal(parent, Plain(Call<string>("Parent", path, root)));

    [Theory]
    [InlineData("", "a", "a")]
    [InlineData("a", "b", "a/b")]
    [InlineData("a/", @"\b", "a/b")]
    [InlineData("a", "", "a/")]
    public void Two_parts_make_a_path(string parent, string child, string path) => Assert.Equal(path, Plain(Call<string>("Combine", parent, child)));

    [Theory]
    [InlineData("app/x", "app", "x")]
    [InlineData("app", "app", "")]
    [InlineData("other", "app/x", "../../other")]
    [InlineData("App/x", "app", "../App/x")]
    public void There_is_a_way_from_one_to_another(string path, string from, string way) => Assert.Equal(way, Plain(Call<string>("Relative", path, from)));

    private static string Plain(string path) => path.Replace('\\', '/');

    private T Call<T>(string method, params object[] arguments) => (T)_paths.GetMethod(method)!.Invoke(obj: null, arguments)!;
}
