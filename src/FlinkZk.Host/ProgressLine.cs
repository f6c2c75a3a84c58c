using System.Management.Automation;

namespace FlinkZk.Host;

/// <summary>Progress as one line that overwrites itself; anything else that is written clears it first.</summary>
internal sealed class ProgressLine(TextWriter output, bool show)
{
    private bool _shown;

    public void Show(ProgressRecord record)
    {
        if (!show)
            return;
        Clear();
        if (record.RecordType == ProgressRecordType.Completed)
            return;
        var percent = record.PercentComplete >= 0 ? $" {record.PercentComplete} %" : "";
        var line = $"{record.Activity}: {record.StatusDescription}{percent}";
        output.Write(line.Length < Console.WindowWidth ? line : line[..Math.Max(0, Console.WindowWidth - 1)]);
        _shown = true;
    }

    public void Clear()
    {
        if (!_shown)
            return;
        output.Write("\r\u001b[K");
        _shown = false;
    }
}
