using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Tests;

public class CodecTests
{
    private static readonly Guid Session = new("00112233-4455-6677-8899-aabbccddeeff");

    private static readonly byte[] Rest = LeaderInformationCodec.Write(new("http://jm-1.example:8081", Session));

    [Fact]
    public void The_address_comes_first_then_the_low_and_the_high_half_of_the_session_id() => Assert.Equal(
        "aced0005771a0018687474703a2f2f6a6d2d312e6578616d706c653a383038317372000e6a6176612e7574696c2e55554944bc9903f7986d852f0200024a000c6c65617374536967426974734a000b6d6f7374536967426974737870"
        + "8899aabbccddeeff0011223344556677",
        Convert.ToHexStringLower(Rest));

    [Theory]
    [InlineData(0, "77020000")]
    [InlineData(253, "77ff00fd")]
    [InlineData(254, "7a0000010000fe")]
    [InlineData(1022, "7a0000040003fe")]
    public void Long_addresses_take_long_blocks(int length, string begin)
    {
        var bytes = LeaderInformationCodec.Write(new(new string('a', length), Session));
        Assert.Equal("aced0005" + begin, Convert.ToHexStringLower(bytes)[..(8 + begin.Length)]);
        Assert.Equal(4 + begin.Length / 2 + length + 76, bytes.Length);
        Assert.Equal(length, LeaderInformationCodec.Read(bytes).Value!.Address.Length);
    }

    [Fact]
    public void Blocks_have_1024_bytes_and_the_rest_has_a_block_of_its_own()
    {
        var bytes = LeaderInformationCodec.Write(new(new string('a', 1100), Session));
        Assert.Equal("7a00000400044c61", Convert.ToHexStringLower(bytes.AsSpan(4, 8)));
        Assert.Equal("774e61", Convert.ToHexStringLower(bytes.AsSpan(4 + 5 + 1024, 3)));
        Assert.Equal(new string('a', 1100), LeaderInformationCodec.Read(bytes).Value!.Address);
    }

    [Theory]
    [InlineData("\0", "c080")]
    [InlineData("é", "c3a9")]
    [InlineData("€", "e282ac")]
    [InlineData("\U0001F600", "eda0bdedb880")]
    public void Text_is_modified_UTF8(string text, string hex)
    {
        Assert.Equal(hex, Convert.ToHexStringLower(ModifiedUtf8.Encode(text)));
        Assert.Equal(text, ModifiedUtf8.Decode(Convert.FromHexString(hex), 0).Value);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_text_to_Java()
    {
        Assert.Equal("eda0bd", Convert.ToHexStringLower(ModifiedUtf8.Encode("\ud83d")));
        Assert.Equal("\ud83d", ModifiedUtf8.Decode([0xED, 0xA0, 0xBD], 0).Value);
    }

    [Theory]
    [InlineData("80", 0)]
    [InlineData("61f0908080", 1)]
    [InlineData("61c3", 1)]
    [InlineData("e28261", 2)]
    public void What_is_no_text_is_told_with_its_place(string hex, int offset)
    {
        var error = ModifiedUtf8.Decode(Convert.FromHexString(hex), 100).Error!;
        Assert.Equal((FormatProblem.NotText, 100 + offset), (error.Problem, error.Offset));
    }

    [Fact]
    public void The_longest_text_is_read_and_a_longer_one_refused()
    {
        var longest = new LeaderInformation(new string('a', 65535), Session);
        Assert.Equal(longest, LeaderInformationCodec.Read(LeaderInformationCodec.Write(longest)).Value);
        Assert.Throws<ArgumentException>(() => LeaderInformationCodec.Write(new(new string('é', 32768), Session)));
        Assert.Throws<ArgumentException>(() => StateHandleCodec.Write(new(1, new string('a', 65536))));
        Assert.Equal(FormatProblem.TooLong, LeaderInformationCodec.Read(new byte[1 << 20]).Error!.Problem);
        Assert.Equal(FormatProblem.TooLong, StateHandleCodec.Read(new byte[1 << 20]).Error!.Problem);
        Assert.Equal(FormatProblem.TooLong, LockTextCodec.Read(new byte[1 << 20]).Error!.Problem);
        Assert.Equal(FormatProblem.NotCounter, CheckpointCounterCodec.Read(new byte[1 << 20]).Error!.Problem);
    }

    [Fact]
    public void Every_beginning_of_good_bytes_is_truncated()
    {
        var handle = StateHandleCodec.Write(new(12345, "file:/ha/default/completedCheckpoint1a2b3c4d5e6f"));
        Assert.Equal(479, handle.Length);
        for (var length = 1; length < Rest.Length; length++)
            Assert.Equal(FormatProblem.Truncated, LeaderInformationCodec.Read(Rest.AsSpan(0, length)).Error!.Problem);
        for (var length = 1; length < handle.Length; length++)
            Assert.Equal(FormatProblem.Truncated, StateHandleCodec.Read(handle.AsSpan(0, length)).Error!.Problem);
        Assert.Equal(FormatProblem.Empty, LeaderInformationCodec.Read([]).Error!.Problem);
        Assert.Equal(FormatProblem.Empty, StateHandleCodec.Read([]).Error!.Problem);
        Assert.Equal(FormatProblem.Empty, CheckpointCounterCodec.Read([]).Error!.Problem);
    }

    [Theory]
    [InlineData(1, FormatProblem.NotJavaStream, 1)]
    [InlineData(5, FormatProblem.NotUuid, null)]
    [InlineData(40, FormatProblem.NotUuid, 40)]
    public void An_error_says_where(int changed, FormatProblem problem, int? offset)
    {
        var bytes = Rest.ToArray();
        bytes[changed]--;
        var error = LeaderInformationCodec.Read(bytes).Error!;
        Assert.Equal(problem, error.Problem);
        Assert.Equal(offset ?? error.Offset, error.Offset);
    }

    [Fact]
    public void What_Java_would_write_otherwise_is_refused()
    {
        // The same text in two blocks, and a character in more bytes than it needs.
        byte[] split = [.. Rest[..4], 0x77, 2, .. Rest[6..8], 0x77, 24, .. Rest[8..]];
        Assert.Equal(new FormatError(FormatProblem.NotAsJavaWrites, 5, "Java writes the same in other bytes."), LeaderInformationCodec.Read(split).Error);
        byte[] wide = [.. Rest[..4], 0x77, 4, 0, 2, 0xC1, 0xA1, .. Rest[32..]];
        Assert.Equal(FormatProblem.NotAsJavaWrites, LeaderInformationCodec.Read(wide).Error!.Problem);
        Assert.Equal(FormatProblem.TrailingBytes, LeaderInformationCodec.Read([.. Rest, 0]).Error!.Problem);
    }

    [Theory]
    [InlineData("_c_26879217-422a-4365-9bc5-0738594a77d0-latch-0000000001", 1)]
    [InlineData("_c_26879217-422a-4365-9bc5-0738594a77d0-latch--2147483648", int.MinValue)]
    public void A_candidates_name_ends_in_its_number(string name, int number)
    {
        Assert.Null(HaNames.ReadLatch(name, out var sequence));
        Assert.Equal(number, sequence);
        Assert.Equal(name, HaNames.Latch(new("26879217-422a-4365-9bc5-0738594a77d0"), sequence));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("_x_26879217-422a-4365-9bc5-0738594a77d0-latch-0000000001", 1)]
    [InlineData("_c_26879217-latch-0000000001", 3)]
    [InlineData("_c_26879217-422a-4365-9bc5-0738594a77d0-lock-0000000001", 39)]
    [InlineData("_c_26879217-422a-4365-9bc5-0738594a77d0-latch-1", 46)]
    [InlineData("_c_26879217-422a-4365-9bc5-0738594a77d0-latch-9999999999", 46)]
    public void Other_names_are_no_candidates(string name, int offset)
    {
        var error = HaNames.ReadLatch(name, out _);
        Assert.Equal((FormatProblem.NotName, offset), (error!.Problem, error.Offset));
    }

    [Theory]
    [InlineData("0000000000000000009", 9L, null)]
    [InlineData("9223372036854775807", long.MaxValue, null)]
    [InlineData("9223372036854775808", null, 0)]
    [InlineData("9", null, 1)]
    [InlineData("00000000000000000009", null, 19)]
    [InlineData("000000000000000000x", null, 18)]
    public void A_checkpoints_name_is_19_digits(string name, long? id, int? offset)
    {
        var error = HaNames.ReadCheckpoint(name, out var read);
        Assert.Equal(offset, error?.Offset);
        if (id is not { } number)
            return;
        Assert.Equal(number, read);
        Assert.Equal(name, HaNames.Checkpoint(read));
    }

    [Theory]
    [InlineData("rest_server", ComponentKind.RestServer, null)]
    [InlineData("dispatcher", ComponentKind.Dispatcher, null)]
    [InlineData("resource_manager", ComponentKind.ResourceManager, null)]
    [InlineData("job-ab000000000000000000000000000002", ComponentKind.Job, "ab000000000000000000000000000002")]
    [InlineData("ab000000000000000000000000000002", ComponentKind.Job, "ab000000000000000000000000000002")]
    [InlineData("job-AB000000000000000000000000000002", ComponentKind.Other, null)]
    [InlineData("job-", ComponentKind.Other, null)]
    public void Components_go_by_their_names(string name, ComponentKind kind, string? job) => Assert.Equal((kind, job), HaNames.Component(name));

    [Theory]
    [InlineData("/default", "/flink", "/flink/default")]
    [InlineData("one", "/flink/", "/flink/one")]
    [InlineData("//team/orders//", "flink", "/flink/team/orders")]
    [InlineData("one", "/", "/one")]
    [InlineData("", "/flink", "/flink")]
    public void A_clusters_path_is_composed_as_Flink_does(string id, string root, string path)
    {
        var paths = new HaPaths(id, root);
        Assert.Equal(path, paths.Cluster);
        Assert.Equal(path + "/leader/rest_server/connection_info", paths.ConnectionInfo("rest_server"));
    }

    [Theory]
    [InlineData("a//b")]
    [InlineData("..")]
    [InlineData("a\0b")]
    public void What_makes_no_path_is_refused(string id) => Assert.Throws<ArgumentException>(() => new HaPaths(id));
}
