using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination.Tests;

/// <summary>A tree by chance, and the naive model of what must come of it: paths below the top, with data and access control list.</summary>
internal sealed class RandomTree(int seed)
{
    private static readonly IReadOnlyList<Acl>[] Lists =
    [
        Acl.OpenUnsafe,
        [new(Permissions.All, "world", "anyone"), Acl.Digest("bob", "secret", Permissions.Read)],
        [new(Permissions.All, "world", "anyone"), new(Permissions.Read | Permissions.Write, "ip", "127.0.0.1")],
    ];

    // Names that sort differently with and without the slash, in more than one script, and as long as they like.
    private static readonly string[] Names = ["a", "a-b", "a.b", "b", "B", "0", "é", "日本", "x y", "it's", "$v", "[1]", "-", new('n', 80)];

    private readonly Random _random = new(seed);

    /// <summary>What is to be: path below the top to data and list.</summary>
    public SortedDictionary<string, (byte[]? Data, IReadOnlyList<Acl> Acl)> Nodes { get; } = new(Comparer<string>.Create(TreePath.Compare));

    public RandomTree Fill(int count)
    {
        Nodes["/"] = (Data(), List());
        while (Nodes.Count < count)
        {
            var parent = Nodes.Keys.ElementAt(_random.Next(Nodes.Count));
            Nodes[ZnodePath.Combine(parent, Names[_random.Next(Names.Length)])] = (Data(), List());
        }
        return this;
    }

    /// <summary>Changes some nodes, removes some with all below, adds some.</summary>
    /// <returns>The paths that differ now, with what differs where both have the node.</returns>
    public Dictionary<string, TreeAspects> Disturb(int changes)
    {
        var before = Nodes.ToDictionary();
        for (var i = 0; i < changes; i++)
        {
            var path = Nodes.Keys.ElementAt(_random.Next(1, Nodes.Count));
            switch (_random.Next(4))
            {
                case 0:
                    Nodes[path] = (Guid.NewGuid().ToByteArray(), Nodes[path].Acl);
                    break;
                case 1:
                    Nodes[path] = (Nodes[path].Data, Lists[(Array.IndexOf(Lists, Nodes[path].Acl) + 1) % Lists.Length]);
                    break;
                case 2 when Nodes.Count > 10:
                    foreach (var gone in Nodes.Keys.Where(other => ZnodePath.IsSameOrBelow(other, path)).ToList())
                        Nodes.Remove(gone);
                    break;
                default:
                    Nodes[ZnodePath.Combine(path, $"new{i}")] = (Data(), List());
                    break;
            }
        }
        return before.Keys.Union(Nodes.Keys).Select(path => (path, Differs(before, path))).Where(item => item.Item2 is not null).ToDictionary(item => item.path, item => item.Item2!.Value);
    }

    public async Task CreateAsync(ZkClient client, string top, CancellationToken cancellation)
    {
        foreach (var chunk in Nodes.Chunk(500))
            await client.MultiAsync([.. chunk.Select(node => ZkOperation.Create(TreePath.Below(top, node.Key), node.Value.Data, acl: node.Value.Acl))], cancellation);
    }

    /// <summary>Reads a tree in the plainest way there is.</summary>
    public static async Task<List<string>> DescribeAsync(ZkClient client, string top, CancellationToken cancellation)
    {
        var lines = new List<string>();
        await Visit("/");
        return lines;

        async Task Visit(string path)
        {
            var absolute = TreePath.Below(top, path);
            var (data, acl) = (await client.GetDataAsync(absolute, cancellation), await client.GetAclAsync(absolute, cancellation));
            lines.Add(Describe(path, data.Data, acl.Entries));
            foreach (var child in (await client.GetChildrenAsync(absolute, cancellation)).Names.Order(StringComparer.Ordinal))
                await Visit(ZnodePath.Combine(path, child));
        }
    }

    public List<string> Describe() => [.. Nodes.Select(node => Describe(node.Key, node.Value.Data, node.Value.Acl))];

    private static string Describe(string path, byte[]? data, IReadOnlyList<Acl> acl) => $"{path} {Convert.ToHexString(data ?? [])} {string.Join(',', acl.Order(Comparer<Acl>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))))}";

    private TreeAspects? Differs(Dictionary<string, (byte[]? Data, IReadOnlyList<Acl> Acl)> before, string path)
    {
        if (!before.TryGetValue(path, out var old) || !Nodes.TryGetValue(path, out var now))
            return TreeAspects.Existence;
        var differs = ((old.Data ?? []).SequenceEqual(now.Data ?? []) ? TreeAspects.None : TreeAspects.Data) | (old.Acl == now.Acl ? TreeAspects.None : TreeAspects.Acl);
        return differs == TreeAspects.None ? null : differs;
    }

    private IReadOnlyList<Acl> List() => Lists[_random.Next(Lists.Length)];

    private byte[]? Data()
    {
        switch (_random.Next(5))
        {
            case 0:
                return null;
            case 1:
                return [];
            case 2:
                return System.Text.Encoding.UTF8.GetBytes("Größe \"1\"\n\\u0000 \u2028 日本 😀");
            default:
                var bytes = new byte[_random.Next(300)];
                _random.NextBytes(bytes);
                return bytes;
        }
    }
}
