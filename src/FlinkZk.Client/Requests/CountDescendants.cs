using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>getAllChildrenNumber (3.6).</summary>
internal readonly record struct CountDescendants(string Path) : IRequest<CountDescendants, int>
{
    public OpCode Type => OpCode.GetAllChildrenNumber;

    public void Write(ref JuteWriter writer) => new PathRequest(Path).Write(ref writer);

    public int Read(ref JuteReader body, Chroot chroot) => CountResponse.Read(ref body).Count;
}
