using System.Globalization;
using System.Text;
using FlinkZk.Server.Errors;

namespace FlinkZk.Server.Storage;

/// <summary>
/// Reads the folders of an ensemble's members and keeps the newest state, as an election would choose it: the latest epoch, and in it the latest zxid. What a majority
/// had acknowledged is in one of any majority. How the others differ is told, and a damaged one is passed over and told as well.
/// </summary>
internal sealed class JavaMembers : IDisposable
{
    private readonly List<string> _findings = [];
    private readonly List<Member> _members = [];

    /// <summary>The newest.</summary>
    public JavaImport Newest { get; private set; } = null!;

    /// <summary>What somebody should know who relies on it.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>Reads them all; no more than two states are in memory at once.</summary>
    /// <exception cref="DataDamagedException">None of them is whole.</exception>
    public void Run(IReadOnlyList<(string DataPath, string? LogPath)> sources, CancellationToken cancellationToken)
    {
        DataDamagedException? damage = null;
        foreach (var (dataPath, logPath) in sources)
        {
            var files = JavaFiles.Find(dataPath, logPath);
            var (import, watch) = (new JavaImport(files) { Checksums = sources.Count > 1 ? [] : null }, new SourceWatch(files));
            try
            {
                import.Run(cancellationToken);
                Take(import);
                _findings.AddRange(watch.Tell());
            }
            catch (DataDamagedException e)
            {
                import.Dispose();
                damage ??= e;
                _findings.Add($"{import.Files.Folder} is not used: {e.Message}");
            }
            catch
            {
                import.Dispose();
                throw;
            }
        }
        if (Newest is null)
            throw damage!;
        _findings.AddRange(Newest.Findings);
        foreach (var member in _members)
            if (member.Folder != Newest.Files.Folder && Difference(member) is { } difference)
                _findings.Add(difference);
        TellMajority();
    }

    public void Dispose() => Newest?.Dispose();

    private void Take(JavaImport import)
    {
        var last = import.Database.LastZxid;
        _members.Add(new(import.Files.Folder, last, import.Checksums?.TryGetValue(last, out var checksum) == true ? checksum : null, JavaDigest.Of(import.Database.Tree)));
        if (Newest is not null && Rank(Newest).CompareTo(Rank(import)) >= 0)
        {
            import.Dispose();
            return;
        }
        Newest?.Dispose();
        Newest = import;
    }

    private static (long Epoch, long Zxid) Rank(JavaImport import) => (import.Files.Epoch(import.Database.LastZxid), import.Database.LastZxid);

    private string? Difference(Member member)
    {
        var (newest, last) = (Newest.Files.Folder, Newest.Database.LastZxid);
        if (member.LastZxid == last)
            return member.Digest == JavaDigest.Of(Newest.Database.Tree) ? null : $"{member.Folder} ends with 0x{last:x} as {newest} does, but with other nodes. {newest} is used; compare them before you rely on it.";
        if (member.Checksum is { } checksum && Newest.Checksums!.TryGetValue(member.LastZxid, out var same))
            return same == checksum
                ? $"{member.Folder} ends with 0x{member.LastZxid:x}, before 0x{last:x}; up to there it is the same as {newest}, which is used."
                : $"{member.Folder} ends with 0x{member.LastZxid:x}, and that is another transaction than in {newest}, which is used: they were written apart. Compare them before you rely on it.";
        return member.LastZxid > last
            ? $"{member.Folder} ends with 0x{member.LastZxid:x}, of an older epoch than {newest}, which is used: its end was never acknowledged by a majority."
            : $"{member.Folder} ends with 0x{member.LastZxid:x}, before 0x{last:x}; {newest} is used, and its log does not reach back to compare them.";
    }

    private void TellMajority()
    {
        var members = Encoding.UTF8.GetString(Newest.Database.Tree.Find("/zookeeper/config"u8) is { } node ? node.Data : default).Split('\n')
            .Count(static line => line.StartsWith("server.", StringComparison.Ordinal) && !line.Contains(":observer", StringComparison.Ordinal));
        if (_members.Count * 2 <= members)
            _findings.Add(string.Create(CultureInfo.InvariantCulture, $"The ensemble has {members} voting members, and the data of {_members.Count} were read: what only others had acknowledged is missing. Give the folders of most of them."));
    }

    private sealed record Member(string Folder, long LastZxid, uint? Checksum, long Digest);
}
