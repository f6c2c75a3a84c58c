using System.Globalization;

namespace FlinkZk.Coordination;

/// <summary>Others changed a counter all the time. It was not stepped.</summary>
public sealed class CounterBusyException : Exception
{
    /// <summary>An exception without text.</summary>
    public CounterBusyException() { }

    /// <summary>An exception with a text.</summary>
    public CounterBusyException(string message) : base(message) { }

    /// <summary>An exception with a text and a cause.</summary>
    public CounterBusyException(string message, Exception innerException) : base(message, innerException) { }

    internal CounterBusyException(string path, int tries)
        : base(string.Create(CultureInfo.InvariantCulture, $"'{path}' was changed by others at each of {tries} tries. It was not stepped."))
    {
    }
}
