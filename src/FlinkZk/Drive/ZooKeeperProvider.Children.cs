using System.Management.Automation;
using FlinkZk.Wire;

namespace FlinkZk;

public sealed partial class ZooKeeperProvider
{
    // How many folders of a walk are read before it comes to them.
    private const int LevelsAhead = 8;

    /// <inheritdoc/>
    protected override bool HasChildItems(string path)
    {
        try
        {
            return Look(Locate(path)) is { NumChildren: > 0 };
        }
        catch (Exception e) when (IsItems(e))
        {
            // What goes on says so: a listing, where a wildcard is expanded. Remove-Item goes on without asking about what is below.
            return DynamicParameters is not VersionParameters;
        }
    }

    /// <inheritdoc/>
    protected override void GetChildItems(string path, bool recurse) => GetChildItems(path, recurse, uint.MaxValue);

    /// <inheritdoc/>
    protected override void GetChildItems(string path, bool recurse, uint depth) => Do(path, place =>
    {
        var names = Names;
        var parents = new List<string>();
        Pump(place.Session, Waiting, token => NodeReader.ChildrenAsync(place.Session, place.Node, name => recurse || names.Matches(name), token), read => WriteChild(read, place, names, parents));
        if (recurse && depth > 0)
            WriteLevels(place, names, parents, depth - 1);
    });

    /// <inheritdoc/>
    protected override object GetChildItemsDynamicParameters(string path, bool recurse) => new ListParameters();

    /// <inheritdoc/>
    protected override object GetChildNamesDynamicParameters(string path) => new ListParameters();

    /// <inheritdoc/>
    protected override void GetChildNames(string path, ReturnContainers returnContainers) => Do(path, place =>
    {
        var names = Names;
        foreach (var name in Waiting.Run(place.Session, token => NodeReader.NamesAsync(place.Session, place.Node, token)))
        {
            // Those that are walked through need not fit the filter.
            var fits = returnContainers == ReturnContainers.ReturnAllContainers ? names.FitsPath(name) : names.Matches(name);
            if (fits && CanName(ZnodePath.Combine(place.Node, name)))
                WriteItemObject(name, DrivePath.FromNode(ZnodePath.Combine(place.Node, name), place.Root), isContainer: true);
        }
    });

    // As with files: a level first, then what is below each of it.
    private void WriteLevels(DrivePlace place, NameFilter names, List<string> parents, uint depth)
    {
        using var cancel = new CancellationTokenSource();
        var ahead = new Queue<Task<List<NodeRead>>>();
        try
        {
            var next = 0;
            for (var done = 0; done < parents.Count; done++)
            {
                while (next < parents.Count && ahead.Count < LevelsAhead)
                    ahead.Enqueue(NodeReader.TryChildrenAsync(place.Session, parents[next++], cancel.Token).AsTask());
                var level = ahead.Dequeue();
                var below = new List<string>();
                foreach (var read in Waiting.Run(place.Session, token => new ValueTask<List<NodeRead>>(level.WaitAsync(token))))
                    WriteChild(read, place, names, below);
                if (depth > 0)
                    WriteLevels(place, names, below, depth - 1);
            }
        }
        finally
        {
            cancel.Cancel();
            foreach (var level in ahead)
                _ = level.ContinueWith(static late => _ = late.Exception, TaskScheduler.Default);
        }
    }

    private void WriteChild(NodeRead read, DrivePlace place, NameFilter names, List<string> parents)
    {
        if (Stopping)
            throw new PipelineStoppedException();
        if (read.Failure is { } failure)
            WriteError(Record(failure.Exception, place, failure.Path));
        if (read.Node is not { } node)
            return;
        if (names.Matches(node.Name))
            WriteNode(node, place.Root);
        if (node.ChildCount > 0)
            parents.Add(node.Path);
    }
}
