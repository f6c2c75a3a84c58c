using System.Buffers;
using System.Formats.Asn1;
using System.Text;

namespace FlinkZk.Server.Access;

/// <summary>
/// A certificate's subject as Java writes it (<c>X500Principal.getName()</c>): RFC 2253, the last part first, short names for the nine
/// attributes that the RFC has some for. Access control lists hold it, so it must be the same text to the letter.
/// </summary>
internal static class DistinguishedName
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["2.5.4.3"] = "CN",
        ["2.5.4.6"] = "C",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "ST",
        ["2.5.4.9"] = "STREET",
        ["2.5.4.10"] = "O",
        ["2.5.4.11"] = "OU",
        ["0.9.2342.19200300.100.1.25"] = "DC",
        ["0.9.2342.19200300.100.1.1"] = "UID",
    };

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    // What Java reads beyond the nine (AVAKeyword).
    private static readonly HashSet<string> Keywords = new(
        [
            .. Names.Values, "S", "T", "IP", "DNQ", "DNQUALIFIER", "SURNAME", "GIVENNAME", "INITIALS", "GENERATION", "EMAIL", "EMAILADDRESS", "SERIALNUMBER",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text is a name at all: parts of the form <c>type=value</c>, divided by comma, semicolon or plus.</summary>
    public static bool IsValid(string text)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                quoted = !quoted;
            else if (!quoted && text[i] is ',' or ';' or '+')
            {
                if (!IsAttribute(text.AsSpan(start, i - start)))
                    return false;
                start = i + 1;
            }
        return !quoted && (text.Length == 0 || IsAttribute(text.AsSpan(start)));
    }

    /// <summary>Writes a name out of its encoding in a certificate: <c>SEQUENCE OF SET OF SEQUENCE { type, value }</c>.</summary>
    /// <exception cref="AsnContentException">It is not encoded so.</exception>
    public static string Format(ReadOnlyMemory<byte> encoded)
    {
        var parts = new List<string>();
        var sequence = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        while (sequence.HasData)
        {
            var attributes = new List<string>();
            for (var set = sequence.ReadSetOf(skipSortOrderValidation: true); set.HasData;)
                attributes.Add(FormatAttribute(set.ReadSequence()));
            parts.Add(string.Join('+', attributes));
        }
        parts.Reverse();
        return string.Join(',', parts);
    }

    private static bool IsAttribute(ReadOnlySpan<char> text)
    {
        var equals = text.IndexOf('=');
        if (equals < 0)
            return false;
        var type = text[..equals].Trim().ToString();
        var value = text[(equals + 1)..].Trim();
        var isKnown = Keywords.Contains(type) || type.Contains('.', StringComparison.Ordinal) && type.Split('.').All(static arc => arc.Length > 0 && arc.All(char.IsAsciiDigit));
        return isKnown && (!value.StartsWith("#") || value.Length > 1 && value.Length % 2 == 1 && value[1..].IndexOfAnyExcept(Hex) < 0);
    }

    private static string FormatAttribute(AsnReader attribute)
    {
        var type = attribute.ReadObjectIdentifier();
        return Names.TryGetValue(type, out var name) && TryReadText(attribute, out var text)
            ? $"{name}={Escape(text)}"
            : $"{name ?? type}=#{Convert.ToHexString(attribute.ReadEncodedValue().Span).ToLowerInvariant()}";
    }

    private static bool TryReadText(AsnReader attribute, out string text)
    {
        var tag = attribute.PeekTag();
        var isText = tag.TagClass == TagClass.Universal && (UniversalTagNumber)tag.TagValue
            is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String or UniversalTagNumber.T61String or UniversalTagNumber.BMPString;
        text = isText ? attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue) : "";
        return isText;
    }

    // RFC 2253, section 2.4; a blank matters only at the ends.
    private static string Escape(string text)
    {
        var (lead, trail) = (text.Length - text.TrimStart(' ', '\r').Length, text.TrimEnd(' ', '\r').Length);
        var escaped = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '\0')
                escaped.Append(@"\00");
            else if (i < lead || i >= trail || @",=+<>#;""\".Contains(text[i], StringComparison.Ordinal))
                escaped.Append('\\').Append(text[i]);
            else
                escaped.Append(text[i]);
        return escaped.ToString();
    }
}
