using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>What Flink wrote is read as Java reads it, and written again byte for byte.</summary>
public class GoldenTests
{
    public static TheoryData<string, string[]> All => new(Capture.GoldenFacts.Select(line => (line[0], line[1..])));

    [Theory]
    [MemberData(nameof(All))]
    public void Bytes_of_Flink_are_read_and_written_again(string name, string[] facts)
    {
        var bytes = Capture.Golden(name);
        var (said, written) = Reread(name, bytes);
        Assert.Equal(facts, said);
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void Any_bytes_are_a_value_that_is_written_as_the_same_bytes_or_a_named_error()
    {
        var mutator = new Mutator(seed: 1);
        // An address in two blocks and text of two and three bytes a character, beside what Flink wrote.
        byte[][] goldens =
        [
            .. Capture.GoldenFacts.Select(line => Capture.Golden(line[0])),
            LeaderInformationCodec.Write(new(new string('a', 1500), new Guid("00112233-4455-6677-8899-aabbccddeeff"))),
            LeaderInformationCodec.Write(new("http://jm-é.例え:8081", new Guid("00112233-4455-6677-8899-aabbccddeeff"))),
        ];
        var problems = new HashSet<FormatProblem>();
        var values = 0;
        for (var round = 0; round < 100_000; round++)
        {
            var bytes = mutator.Mutate(goldens[round % goldens.Length]).ToArray();
            values += Check(LeaderInformationCodec.Read(bytes), bytes, LeaderInformationCodec.Write, problems)
                + Check(StateHandleCodec.Read(bytes), bytes, StateHandleCodec.Write, problems)
                + Check(CheckpointCounterCodec.Read(bytes), bytes, CheckpointCounterCodec.Write, problems)
                + Check(LockTextCodec.Read(bytes), bytes, LockTextCodec.Write, problems);
        }
        Assert.True(values > 1000);
        Assert.Superset(new HashSet<FormatProblem>
        {
            FormatProblem.Empty, FormatProblem.Truncated, FormatProblem.NotJavaStream, FormatProblem.NotText, FormatProblem.NotUuid, FormatProblem.NotStateHandle,
            FormatProblem.NegativeSize, FormatProblem.NotCounter, FormatProblem.TrailingBytes, FormatProblem.NotAsJavaWrites,
        }, problems);
    }

    private static int Check<T>(Decoded<T> decoded, byte[] bytes, Func<T, byte[]> write, HashSet<FormatProblem> problems) where T : class
    {
        if (decoded.Error is { } error)
        {
            Assert.Null(decoded.Value);
            Assert.InRange(error.Offset, 0, bytes.Length);
            problems.Add(error.Problem);
            return 0;
        }
        Assert.Equal(bytes, write(decoded.Value!));
        return 1;
    }

    private static (string[] Said, byte[] Written) Reread(string name, byte[] bytes)
    {
        if (name.EndsWith("connection_info", StringComparison.Ordinal))
        {
            var information = Value(LeaderInformationCodec.Read(bytes));
            return ([information.Address, information.SessionId.ToString()], LeaderInformationCodec.Write(information));
        }
        if (name.EndsWith("counter", StringComparison.Ordinal))
        {
            var counter = Value(CheckpointCounterCodec.Read(bytes));
            return ([$"{counter.Next}"], CheckpointCounterCodec.Write(counter));
        }
        if (name.EndsWith(".lock", StringComparison.Ordinal) || name.EndsWith(".locks", StringComparison.Ordinal))
        {
            var text = Value(LockTextCodec.Read(bytes));
            return ([text], LockTextCodec.Write(text));
        }
        var handle = Value(StateHandleCodec.Read(bytes));
        return ([$"{handle.Size}", handle.Path], StateHandleCodec.Write(handle));
    }

    private static T Value<T>(Decoded<T> decoded) where T : class
    {
        Assert.Null(decoded.Error);
        return decoded.Value!;
    }
}
