using System.Globalization;
using System.Text.RegularExpressions;

namespace FlinkZk.Clusters.Diagnosis;

/// <summary>
/// Takes a log apart, as Flink's own configuration writes it (log4j.properties, <c>%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n</c>):
/// <code>
/// 2026-11-22 16:04:57,751 INFO  org.apache.flink.runtime.taskexecutor.TaskManagerRunner      [] - Starting TaskManager
/// </code>
/// Lines that begin otherwise belong to the record above them; where there is none above, each is one.
/// </summary>
internal static partial class LogText
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss,fff";

    public static IReadOnlyList<FlinkLogRecord> Records(string text)
    {
        var records = new List<FlinkLogRecord>();
        var more = new List<string>();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            var match = Head().Match(line);
            if (!match.Success)
            {
                more.Add(line);
                continue;
            }
            Close(records, more);
            var time = DateTime.ParseExact(match.Groups["time"].Value.Replace('.', ',').Replace('T', ' '), TimeFormat, CultureInfo.InvariantCulture);
            records.Add(new(time, match.Groups["level"].Value, match.Groups["logger"].Value, match.Groups["message"].Value));
        }
        Close(records, more);
        return records;
    }

    /// <summary>Where the last record begins, which more lines may yet be added to; 0 where none does.</summary>
    public static int LastBeginning(string text)
    {
        for (var end = text.Length; end > 0;)
        {
            var begin = text.LastIndexOf('\n', Math.Max(0, end - 1)) + 1;
            if (Head().IsMatch(text[begin..end].TrimEnd('\r', '\n')))
                return begin;
            end = begin - 1;
        }
        return 0;
    }

    private static void Close(List<FlinkLogRecord> records, List<string> more)
    {
        if (records is [.., { Time: not null } last])
        {
            var rest = string.Join('\n', more).TrimEnd('\n');
            if (rest.Length > 0)
                records[^1] = last with { Message = $"{last.Message}\n{rest}" };
        }
        else
        {
            records.AddRange(more.Where(line => line.Length > 0).Select(line => new FlinkLogRecord(null, null, null, line)));
        }
        more.Clear();
    }

    [GeneratedRegex(@"^(?<time>\d{4}-[01]\d-[0-3]\d[ T][0-2]\d:[0-5]\d:[0-5]\d[,.]\d{3}) +(?<level>TRACE|DEBUG|INFO|WARN|ERROR|FATAL) +(?<logger>\S+) +(\[[^\]]*\] *)?- (?<message>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Head();
}
