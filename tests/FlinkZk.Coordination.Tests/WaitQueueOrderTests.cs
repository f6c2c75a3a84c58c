namespace FlinkZk.Coordination.Tests;

public class WaitQueueOrderTests
{
    [Fact]
    public void The_number_decides_not_the_guid() =>
        Assert.Equal(["ff-lock-0000000001", "00-lock-0000000002"], WaitQueue.InOrder(["00-lock-0000000002", "ff-lock-0000000001"], "lock"));

    // A text comparison, or one that loses the sign, would elect the newest for ever once the counter has wrapped.
    [Fact]
    public void Order_survives_the_wrap_of_the_counter() =>
        Assert.Equal(
            ["a-lock-2147483646", "b-lock-2147483647", "c-lock--2147483648", "d-lock--2147483647"],
            WaitQueue.InOrder(["d-lock--2147483647", "b-lock-2147483647", "c-lock--2147483648", "a-lock-2147483646"], "lock"));

    [Fact]
    public void Nodes_of_other_recipes_and_strangers_do_not_stand_in_the_queue() =>
        Assert.Equal(["a-lock-0000000003"], WaitQueue.InOrder(["a-lock-0000000003", "b-read-0000000001", "notes", "x-lock-1"], "lock"));
}
