using System.Text;
using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>The tree against a naive model: a dictionary of paths, under random changes.</summary>
public sealed class TreeModelTests
{
    private sealed record Model(long Czxid, long Owner)
    {
        public byte[] Data { get; set; } = [];

        public int Version { get; set; }

        public long Mzxid { get; set; }

        public long Pzxid { get; set; }

        public int Creates { get; set; }

        public int Deletes { get; set; }
    }

    public static TheoryData<int> Seeds => new(Enumerable.Range(1, 40));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_tree_is_what_a_dictionary_of_paths_would_be(int seed)
    {
        var random = new Random(seed);
        using var database = new Database();
        var model = new Dictionary<string, Model>(StringComparer.Ordinal) { ["/r"] = new(1, 0) { Mzxid = 1, Pzxid = 1 } };
        Create(database, "/r", 1, [], 0, creates: 1);
        for (var zxid = 2L; zxid < 800; zxid++)
            Step(random, database, model, zxid);
        Compare(database, model);
    }

    private static void Step(Random random, Database database, Dictionary<string, Model> model, long zxid)
    {
        var path = model.Keys.ElementAt(random.Next(model.Count));
        var node = model[path];
        switch (random.Next(10))
        {
            case < 5:
                // Few names and many changes: the table grows, shrinks and closes gaps.
                var child = $"{path}/{(char)('a' + random.Next(26))}{random.Next(4)}";
                if (node.Owner != 0 || model.ContainsKey(child))
                    return;
                var owner = random.Next(3) == 0 ? random.Next(1, 4) : 0;
                var data = new byte[random.Next(20)];
                random.NextBytes(data);
                Create(database, child, zxid, data, owner, ++node.Creates);
                node.Pzxid = zxid;
                model.Add(child, new(zxid, owner) { Data = data, Mzxid = zxid, Pzxid = zxid });
                break;
            case < 8:
                if (path == "/r" || model.Keys.Any(other => other.StartsWith(path + "/", StringComparison.Ordinal)))
                    return;
                new StateChanges(database).Delete(Encoding.UTF8.GetBytes(path), new(0, 0, zxid, zxid, OpCode.Delete));
                model.Remove(path);
                var parent = model[ZnodePath.Parent(path)!];
                parent.Deletes++;
                parent.Pzxid = zxid;
                break;
            default:
                node.Data = new byte[random.Next(30)];
                random.NextBytes(node.Data);
                node.Mzxid = zxid;
                new StateChanges(database).SetData(Encoding.UTF8.GetBytes(path), node.Data, dataIsNull: false, ++node.Version, new(0, 0, zxid, zxid, OpCode.SetData));
                break;
        }
    }

    private static void Create(Database database, string path, long zxid, byte[] data, long owner, int creates) =>
        Assert.NotNull(new StateChanges(database).Create(Encoding.UTF8.GetBytes(path), data, dataIsNull: false, Acl.OpenUnsafe, owner, creates, new(0, 0, zxid, zxid, OpCode.Create)));

    private static void Compare(Database database, Dictionary<string, Model> model)
    {
        var tree = database.Tree;
        Assert.Equal(model.Count + 4, tree.Count);
        foreach (var (path, expected) in model)
        {
            var node = tree.Find(path);
            Assert.NotNull(node);
            Assert.Equal(path, node.GetPath());
            Assert.Equal(expected.Data, node.Data.ToArray());
            var children = model.Keys.Where(other => ZnodePath.Parent(other) == path).Select(ZnodePath.Name).Order(StringComparer.Ordinal);
            var names = new List<string>();
            if (node.Branch is { } branch)
                foreach (var child in branch)
                    names.Add(Encoding.UTF8.GetString(child.Name));
            Assert.Equal(children, names.Order(StringComparer.Ordinal));
            var stat = node.ToStat();
            Assert.Equal(
                new Stat(expected.Czxid, expected.Mzxid, expected.Czxid, expected.Mzxid, expected.Version, expected.Creates + expected.Deletes, 0, expected.Owner, expected.Data.Length, names.Count, expected.Pzxid),
                stat);
        }
        foreach (var session in new[] { 1L, 2, 3 })
            Assert.Equal(
                model.Where(pair => pair.Value.Owner == session).Select(pair => pair.Key).Order(StringComparer.Ordinal),
                tree.EphemeralsOf(session).Select(node => node.GetPath()).Order(StringComparer.Ordinal));
        Assert.Equal(model.Sum(pair => pair.Key.Length + pair.Value.Data.Length) + 44, tree.DataSize);
        Assert.Equal(model.Count - 1, DataTree.CountDescendants(tree.Find("/r")!));
    }
}
