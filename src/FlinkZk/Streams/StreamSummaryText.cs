using System.Globalization;
using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>A stream's summary as one line.</summary>
internal static class StreamSummaryText
{
    public static string Of(StreamSummary summary)
    {
        var rate = summary.Elapsed > TimeSpan.Zero ? summary.In / summary.Elapsed.TotalSeconds : 0;
        return string.Create(CultureInfo.InvariantCulture,
            $"{summary.Status}: {summary.In:N0} in, {summary.Out:N0} out, {summary.Late:N0} late, {summary.Skipped:N0} skipped, {summary.Filtered:N0} filtered; revision {summary.Revision}; {summary.Elapsed.TotalSeconds:0.00} s ({rate:N0} records/s)");
    }
}
