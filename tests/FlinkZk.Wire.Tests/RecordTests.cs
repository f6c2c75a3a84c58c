namespace FlinkZk.Wire.Tests;

/// <summary>Records: what is written is read back, and nothing that comes from outside breaks the reader.</summary>
public sealed class RecordTests
{
    private delegate void Decode(ref JuteReader reader);

    private static readonly Acl Entry = new(Permissions.All, "digest", "u:hash");

    [Fact]
    public void A_connect_request_has_the_bytes_of_the_protocol()
    {
        var bytes = Write(new ConnectRequest(0, 0x1234, 10_000, 0, new byte[16], ReadOnly: false));
        Assert.Equal("000000000000000000001234000027100000000000000000000000100000000000000000000000000000000000", Convert.ToHexString(bytes));
        Assert.Equal(44, Write(new ConnectRequest(0, 0, 0, 0, new byte[16], ReadOnly: null)).Length);
    }

    [Fact]
    public void Null_is_minus_one_and_a_stat_has_68_bytes()
    {
        var bytes = Write(new GetDataResponse(null, default));
        Assert.Equal(4 + Stat.Size, bytes.Length);
        Assert.Equal("FFFFFFFF", Convert.ToHexString(bytes.AsSpan(0, 4)));
    }

    [Fact]
    public void Records_come_back_as_they_were()
    {
        var stat = new Stat(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        AssertSame(stat);
        AssertSame(new ReplyHeader(7, long.MaxValue, ErrorCode.NoNode));
        AssertSame(new MultiHeader(OpCode.Create, false, (ErrorCode)(-1)));
        AssertSame(new PathWatchRequest("/grün/日本", true));
        AssertSame(new Create2Response("/a", stat));
        AssertSame(new WatcherEvent(WatchEventType.Deleted, 3, "/a"));
        AssertSame(new AddWatchRequest("/a", AddWatchMode.PersistentRecursive));
        var create = Read<CreateTtlRequest>(Write(new CreateTtlRequest("/t", [1, 2], [Entry], CreateMode.PersistentWithTtl, 5)));
        Assert.Equal(("/t", 5L, Entry), (create.Path, create.Ttl, create.Acls![0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mutated_bytes_are_read_or_refused_and_cost_no_more_memory_than_their_size(int seed)
    {
        var random = new Random(seed);
        (byte[] Good, Decode Decode)[] cases =
        [
            (Write(new CreateRequest("/a/b", new byte[50], [Entry, Entry], CreateMode.Ephemeral)), Reads<CreateRequest>),
            (Write(new SetWatches2Request(5, ["/a", "/b"], ["/c"], [], ["/d"], [])), Reads<SetWatches2Request>),
            (Write(new GetChildren2Response(["a", "b", "c"], default)), Reads<GetChildren2Response>),
            (Write(new ConnectRequest(0, 1, 2, 3, new byte[16], true)), Reads<ConnectRequest>),
            (Write(new SetAclRequest("/a", [Entry], 3)), Reads<SetAclRequest>),
            (Write(new AuthRequest(0, "digest", new byte[9])), Reads<AuthRequest>),
        ];
        var before = GC.GetAllocatedBytesForCurrentThread();
        const int Rounds = 100_000;
        for (var round = 0; round < Rounds; round++)
        {
            var (good, decode) = cases[round % cases.Length];
            var bytes = good[..random.Next(good.Length + 1)];
            for (var changes = random.Next(4); changes > 0 && bytes.Length > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var reader = new JuteReader(bytes);
            try
            {
                decode(ref reader);
            }
            catch (WireFormatException)
            {
                // Refused: that is what it is for. Any other exception fails the test.
            }
        }
        // A believed length of 2 GB would show; an exception and a small frame cost a few KB.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Rounds, 0, 8 * 1024);
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/a/b", true)]
    [InlineData("/zookeeper", true)]
    [InlineData("", false)]
    [InlineData("a", false)]
    [InlineData("/a/", false)]
    [InlineData("/a//b", false)]
    [InlineData("/a/../b", false)]
    [InlineData("/a/.", false)]
    [InlineData("/a\u0000", false)]
    [InlineData("/a\ufff0", false)]
    public void Paths_are_judged_as_in_java(string path, bool valid) => Assert.Equal(valid, ZnodePath.IsValid(path, out _));

    [Theory]
    [InlineData(0, "0000000000")]
    [InlineData(int.MaxValue, "2147483647")]
    [InlineData(int.MinValue, "-2147483648")]
    public void Sequence_numbers_are_signed_and_padded(int number, string text)
    {
        Assert.Equal(text, SequenceNumber.Format(number));
        Assert.True(SequenceNumber.TryParse("lock-" + text, out var parsed));
        Assert.Equal(number, parsed);
    }

    [Fact]
    public void Sequence_numbers_keep_their_order_over_the_wrap() =>
        Assert.True(SequenceNumber.Compare(int.MaxValue, int.MinValue) < 0 && SequenceNumber.Compare(int.MinValue, int.MaxValue) > 0);

    private static void Reads<T>(ref JuteReader reader) where T : struct, IRecord<T> => T.Read(ref reader);

    private static void AssertSame<T>(T record) where T : struct, IRecord<T> => Assert.Equal(record, Read<T>(Write(record)));

    private static byte[] Write<T>(T record) where T : struct, IRecord<T>
    {
        var buffer = new WireBuffer();
        var writer = new JuteWriter(buffer);
        record.Write(ref writer);
        return buffer.Written.ToArray();
    }

    private static T Read<T>(byte[] bytes) where T : struct, IRecord<T>
    {
        var reader = new JuteReader(bytes);
        var record = T.Read(ref reader);
        Assert.Equal(0, reader.Remaining);
        return record;
    }
}
