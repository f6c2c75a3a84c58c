using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Reads a subtree's file in one pass, with the memory of one line. The order that is asked for (<see cref="TreePath.Compare"/>) makes that possible: a node
/// that comes twice, or without its parent, is found by looking at the way down from the top.
/// </summary>
internal sealed class TreeFileReader
{
    private static readonly byte[] ByteOrderMark = [0xef, 0xbb, 0xbf];

    private readonly string _file;
    private readonly Action<TreeException> _problem;
    private readonly List<string> _above = [];
    private string? _last;
    private bool _hasProblems;
    private long _nodes;
    private long _bytes;

    /// <summary>A reader of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problem">Told of each line that cannot be used; may throw.</param>
    public TreeFileReader(string file, Action<TreeException> problem) => (_file, _problem) = (file, problem);

    /// <summary>The first line, once it is read.</summary>
    public TreeFileHeader? Header { get; private set; }

    /// <summary>The last line, once it is read.</summary>
    public TreeFileEnd? End { get; private set; }

    /// <summary>Nodes so far.</summary>
    public long Nodes => _nodes;

    /// <summary>The nodes whose lines can be used.</summary>
    public async IAsyncEnumerable<TreeNode> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stream = new FileStream(_file, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 0, Options = FileOptions.SequentialScan });
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lines = new LineReader(stream, TreeFileFormat.MaxLine);
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (Read(line, lines, hash) is { } node)
                yield return node;
            if (Header is null)
                yield break;
        }
        if (End is null)
            Damaged(lines.Number == 0 ? "it is empty" : "it ends before its last line: it was cut, or is not complete yet");
    }

    /// <summary>Reads a line.</summary>
    /// <returns>The node; null where there is none, or none that can be used.</returns>
    private TreeNode? Read(ReadOnlyMemory<byte> line, LineReader lines, IncrementalHash hash)
    {
        try
        {
            if (lines.IsTooLong)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it is longer than {TreeFileFormat.MaxLine:N0} bytes"));
            if (Header is null)
            {
                Header = TreeFileFormat.ReadHeader(line.Span.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line);
                Append(hash, line);
                return null;
            }
            if (line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                Append(hash, line);
                return null;
            }
            if (End is not null)
                throw new FormatException("it comes after the last line");
            var (node, end) = TreeFileFormat.ReadLine(line);
            if (end is not null)
            {
                Finish(end, hash);
                return null;
            }
            Append(hash, line);
            Check(node!.Path);
            _nodes++;
            _bytes += node.Data?.Length ?? 0;
            return node;
        }
        catch (FormatException e)
        {
            _hasProblems = true;
            var isForeign = Header is null;
            _problem(new TreeException(isForeign ? TreeError.UnknownFormat : TreeError.InvalidLine,
                string.Create(CultureInfo.InvariantCulture, $"Line {lines.Number} of '{_file}' cannot be used: {e.Message.TrimEnd('.')}."), innerException: e)
            { Line = lines.Number });
            return null;
        }
    }

    private static void Append(IncrementalHash hash, ReadOnlyMemory<byte> line)
    {
        hash.AppendData(line.Span);
        hash.AppendData("\n"u8);
    }

    private void Check(string path)
    {
        if (_last is not null && TreePath.Compare(_last, path) >= 0)
        {
            throw new FormatException(_last == path
                ? $"'{path}' comes twice"
                : $"'{path}' comes after '{_last}': nodes are sorted, each before those below it, siblings by their names");
        }
        _last = path;
        if (_above.Count == 0 && path != ZnodePath.Root && !_hasProblems)
            throw new FormatException($"the first node is '{path}', and must be '/', the top");
        while (_above.Count > 0 && (_above[^1] == path || !ZnodePath.IsSameOrBelow(path, _above[^1])))
            _above.RemoveAt(_above.Count - 1);
        // Behind a line that cannot be used its children would only repeat that.
        if (!_hasProblems && path != ZnodePath.Root && _above[^1] != ZnodePath.Parent(path))
            throw new FormatException($"the node above '{path}' is missing");
        _above.Add(path);
    }

    private void Finish(TreeFileEnd end, IncrementalHash hash)
    {
        End = end;
        if (_hasProblems)
            return;
        if (end.Sha256 is not null && !end.Sha256.Equals(Convert.ToHexString(hash.GetHashAndReset()), StringComparison.OrdinalIgnoreCase))
            Damaged("its checksum is wrong: it was changed");
        else if (end.Nodes != _nodes || end.Bytes >= 0 && end.Bytes != _bytes)
            Damaged(string.Create(CultureInfo.InvariantCulture, $"its last line tells of {end.Nodes:N0} nodes, and there are {_nodes:N0}"));
    }

    private void Damaged(string why)
    {
        _hasProblems = true;
        _problem(new TreeException(TreeError.FileDamaged, $"'{_file}' is not whole: {why}."));
    }
}
