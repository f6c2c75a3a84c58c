using System.Globalization;
using System.Runtime.CompilerServices;

namespace FlinkZk.Server.Diagnostics;

/// <summary>The text of a log entry, which is put together only if somebody listens.</summary>
[InterpolatedStringHandler]
internal ref struct LogText
{
    private DefaultInterpolatedStringHandler _text;

    public LogText(int literalLength, int formattedCount, ServerLog log, out bool isOn)
    {
        isOn = log.IsOn;
        _text = isOn ? new(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    public LogText(int literalLength, int formattedCount, ClientFaults faults, out bool isOn)
    {
        isOn = faults.IsOn;
        _text = isOn ? new(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value, string? format = null) => _text.AppendFormatted(value, format);

    public string ToStringAndClear() => _text.ToStringAndClear();
}
