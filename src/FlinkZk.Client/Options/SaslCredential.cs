namespace FlinkZk.Client;

/// <summary>A user and a password for SASL DIGEST-MD5. The password is never shown.</summary>
public sealed class SaslCredential
{
    /// <summary>A user and a password.</summary>
    public SaslCredential(string user, string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        ArgumentNullException.ThrowIfNull(password);
        User = user;
        Password = password;
    }

    /// <summary>The user.</summary>
    public string User { get; }

    /// <summary>The password: a secret.</summary>
    internal string Password { get; }

    /// <summary>The user only.</summary>
    public override string ToString() => $"sasl:{User}:***";
}
