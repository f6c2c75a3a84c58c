using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>
/// The password of a session that Java's server opened. It is in no file, as it follows from the session's id
/// (<c>ZooKeeperServer.generatePasswd</c>): the first bytes of <c>java.util.Random</c>, seeded with id and a constant.
/// </summary>
internal static class JavaPassword
{
    private const long SuperSecret = 0xB3415C00;
    private const long Multiplier = 0x5DEECE66D;
    private const long Increment = 0xB;
    private const long Mask = (1L << 48) - 1;

    /// <summary>The password with which the client of <paramref name="session"/> comes back.</summary>
    public static byte[] Of(long session)
    {
        var password = new byte[Limits.Password];
        var seed = (session ^ SuperSecret ^ Multiplier) & Mask;
        for (var i = 0; i < password.Length;)
        {
            seed = unchecked((seed * Multiplier) + Increment) & Mask;
            var next = (int)(seed >> 16);
            for (var end = i + 4; i < end; next >>= 8)
                password[i++] = (byte)next;
        }
        return password;
    }
}
