namespace FlinkZk.Server.Access;

/// <summary>Who a connection has proved to be, under one scheme; a connection has several.</summary>
internal readonly record struct Identity(string Scheme, string Id)
{
    public const string SuperScheme = "super";

    /// <summary>What whoAmI tells: the user of a digest without its hash, else the identity.</summary>
    public string UserName => Scheme == DigestScheme.SchemeName && Id.IndexOf(':') is var colon and >= 0 ? Id[..colon] : Id;
}
