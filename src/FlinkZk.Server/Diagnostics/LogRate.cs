using System.Globalization;

namespace FlinkZk.Server.Diagnostics;

/// <summary>Keeps one cause to so many lines in ten seconds, however often it comes; the first line of the next ten says how often.</summary>
internal sealed class LogRate(TimeProvider time, int most = LogRate.Usual)
{
    private const int Usual = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly object _gate = new();
    private long? _began;
    private int _told;
    private int _untold;

    /// <summary>Whether it is to be told this time.</summary>
    /// <param name="before">How often it was not, for the end of the line; empty if never.</param>
    public bool IsDue(out string before)
    {
        before = "";
        lock (_gate)
        {
            if (_began is not { } began || time.GetElapsedTime(began) >= Interval)
                (_began, _told) = (time.GetTimestamp(), 0);
            if (_told >= most)
            {
                _untold++;
                return false;
            }
            if (_untold > 0)
                before = string.Create(CultureInfo.InvariantCulture, $" The like came {_untold} times more and was not told.");
            (_told, _untold) = (_told + 1, 0);
            return true;
        }
    }
}
