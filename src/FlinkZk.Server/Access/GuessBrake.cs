using System.Net;

namespace FlinkZk.Server.Access;

/// <summary>
/// Slows down who guesses. What fails is answered late, the later the more has failed from an address within a minute; and since scheme digest knows no failure (whatever is
/// presented is an identity), many different ones from one address are taken for guesses. Who is right waits for nothing.
/// </summary>
internal sealed class GuessBrake(TimeProvider time)
{
    private const int MostAddresses = 10_000;
    private const int UsualIdentities = 32;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);   // less than any session timeout
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);
    private readonly object _gate = new();
    private readonly Dictionary<IPAddress, Suspect> _suspects = [];

    /// <summary>How late the answer to what has failed is given.</summary>
    public TimeSpan Failed(IPAddress address)
    {
        lock (_gate)
            return Of(address) is { } suspect ? PauseAfter(++suspect.Failures) : Longest;
    }

    /// <summary>How late an identity that costs nothing to make up is accepted.</summary>
    public TimeSpan Presented(IPAddress address, Identity identity)
    {
        lock (_gate)
        {
            if (Of(address) is not { } suspect)
                return First;
            if (suspect.Identities.Contains(identity.GetHashCode()))
                return TimeSpan.Zero;
            if (suspect.Identities.Count >= UsualIdentities)
                return PauseAfter(++suspect.Failures);
            suspect.Identities.Add(identity.GetHashCode());
            return TimeSpan.Zero;
        }
    }

    private static TimeSpan PauseAfter(int failures) => First * Math.Pow(2, Math.Min(failures - 1, 10)) is var pause && pause < Longest ? pause : Longest;

    // Null when there are so many that no more can be remembered.
    private Suspect? Of(IPAddress address)
    {
        var now = time.GetTimestamp();
        if (!_suspects.TryGetValue(address, out var suspect) || time.GetElapsedTime(suspect.Since, now) > Memory)
        {
            if (_suspects.Count >= MostAddresses)
                ForgetOld(now);
            if (_suspects.Count >= MostAddresses)
                return null;
            _suspects[address] = suspect = new() { Since = now };
        }
        return suspect;
    }

    private void ForgetOld(long now)
    {
        foreach (var (address, suspect) in _suspects)
            if (time.GetElapsedTime(suspect.Since, now) > Memory)
                _suspects.Remove(address);
    }

    private sealed class Suspect
    {
        public required long Since { get; init; }

        public int Failures { get; set; }

        public HashSet<int> Identities { get; } = [];
    }
}
