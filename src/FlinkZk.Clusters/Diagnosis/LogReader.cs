using System.Runtime.CompilerServices;
using System.Text;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Diagnosis;

/// <summary>Reads a log of a process, and what is added to it. Flink always sends the whole file: it is asked for only when the list of files says that it has grown.</summary>
/// <param name="client">The cluster.</param>
/// <param name="taskManager">The TaskManager; null for the leading JobManager, whoever that is.</param>
/// <param name="name">The file.</param>
public sealed class LogReader(FlinkClient client, string? taskManager, string name)
{
    private const int Most = 64 << 20;

    // How many bytes there were last, and how many of them have been taken: what follows the last end of a line is being written.
    private long _size;
    private long _taken;
    private Guid? _leader;
    private DateTime? _last;

    /// <summary>What the file has.</summary>
    /// <param name="tail">How many records at its end; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FlinkException">It cannot be read, or all of it is more than 64 MB.</exception>
    public async Task<IReadOnlyList<FlinkLogRecord>> ReadAsync(int? tail, CancellationToken cancellationToken = default)
    {
        _leader = await client.GrantAsync(cancellationToken).ConfigureAwait(false);
        var (bytes, size) = await client.LogAsync(taskManager, name, 0, Most, cancellationToken).ConfigureAwait(false);
        if (size > bytes.Length && tail is null)
            throw new FlinkException(FlinkProblem.AnswerTooLarge, FlinkOutcome.Done, $"The log '{name}' has {size} bytes, and at most {Most} are taken.") { HowToSee = "-Tail reads its end." };
        _size = _taken = size;
        var text = Encoding.UTF8.GetString(bytes.Span);
        var records = LogText.Records(size > bytes.Length ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text);
        _last = records.LastOrDefault(record => record.Time is not null)?.Time;
        return tail is { } count && records.Count > count ? [.. records.Skip(records.Count - count)] : records;
    }

    /// <summary>What is added from now on. A file that has become shorter was begun anew; another leader's is read from where the last one's ended.</summary>
    /// <param name="interval">How often it is looked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<FlinkLogRecord> FollowAsync(TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var pending = "";
        while (true)
        {
            await Task.Delay(interval, client.Time, cancellationToken).ConfigureAwait(false);
            var leader = taskManager is null ? await client.GrantAsync(cancellationToken).ConfigureAwait(false) : null;
            var isAnother = taskManager is null && leader is not null && leader != _leader;
            var size = (await client.LogsAsync(taskManager, cancellationToken).ConfigureAwait(false)).FirstOrDefault(file => file.Name == name)?.Size ?? 0;
            if (size == _size && !isAnother)
            {
                foreach (var record in Taken(LogText.Records(pending), null))
                    yield return record;
                pending = "";
                continue;
            }
            if (size < _size || isAnother)
                (_taken, pending) = (0, "");
            var (bytes, all) = await client.LogAsync(taskManager, name, _taken, Most, cancellationToken).ConfigureAwait(false);
            var whole = bytes.Span.LastIndexOf((byte)'\n') + 1;
            (_size, _taken, _leader) = (all, all - (bytes.Length - whole), leader ?? _leader);
            var text = pending + Encoding.UTF8.GetString(bytes.Span[..whole]);
            // Lines of a stack may follow the last record: it is told when nothing has come for one interval, or another record has.
            var begin = LogText.LastBeginning(text);
            pending = text[begin..];
            foreach (var record in Taken(LogText.Records(text[..begin]), isAnother ? _last : null))
                yield return record;
        }
    }

    private IEnumerable<FlinkLogRecord> Taken(IReadOnlyList<FlinkLogRecord> records, DateTime? since)
    {
        foreach (var record in records)
        {
            if (since is not null && (record.Time is null || record.Time <= since))
                continue;
            _last = record.Time ?? _last;
            yield return record;
        }
    }
}
