using System.Diagnostics.CodeAnalysis;

namespace FlinkZk.Streams.Records;

/// <summary>The type of a column that comes as text.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The types are called what .NET calls them.")]
public enum FieldType
{
    /// <summary>Text as it stands.</summary>
    Text,

    /// <summary>An integer of 64 bits.</summary>
    Int64,

    /// <summary>A floating-point number.</summary>
    Double,

    /// <summary>A decimal number, for money.</summary>
    Decimal,

    /// <summary><c>true</c> or <c>false</c>, ignoring case.</summary>
    Boolean,

    /// <summary>A time: ISO 8601 or epoch milliseconds; UTC.</summary>
    DateTime,
}
