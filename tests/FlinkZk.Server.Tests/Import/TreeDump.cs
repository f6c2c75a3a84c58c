using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Import;

/// <summary>A whole tree as a client sees it.</summary>
internal static class TreeDump
{
    /// <summary>Every node below a root, the root with it: data, list of access and Stat as one text.</summary>
    public static async Task<SortedDictionary<string, string>> ReadAsync(RawClient client, string root = "/")
    {
        var (found, open) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new Stack<string>([root]));
        while (open.TryPop(out var path))
        {
            var node = (await client.GetAsync(path)).Read<GetDataResponse>();
            var acl = (await client.CallAsync(OpCode.GetAcl, new PathRequest(path))).Read<GetAclResponse>();
            found.Add(path, $"{(node.Data is null ? "null" : Convert.ToHexString(node.Data))} {string.Join(',', acl.Acls!)} {node.Stat}");
            foreach (var name in await client.NamesAsync(path))
                open.Push(path == "/" ? "/" + name : path + "/" + name);
        }
        return found;
    }

    /// <summary>Compares node by node: the first that differs is told.</summary>
    public static void AssertSame(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected, node => Assert.Equal(node.Value, actual[node.Key]));
    }
}
