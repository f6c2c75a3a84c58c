namespace FlinkZk.Clusters.Model;

/// <summary>Addresses of REST servers.</summary>
internal static class RestAddress
{
    /// <summary>Whether it is of the form <c>http://host:8081</c> or <c>https://host/path</c>: no other scheme, no user, no query.</summary>
    public static bool IsWell(Uri address) => address is { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" };

    /// <summary>An address as it may be shown: what stands in front of the host, and behind the path, may be a secret.</summary>
    public static string Shown(string address)
    {
        var host = address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        // The last one: a password may have any letter.
        if (address.LastIndexOf('@') is var at && at >= host)
            address = $"{address[..host]}***{address[at..]}";
        return address.IndexOfAny(['?', '#']) is >= 0 and var query ? $"{address[..(query + 1)]}***" : address;
    }
}
