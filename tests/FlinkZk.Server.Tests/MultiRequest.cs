using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>The body of multi and multiRead: each part behind its header, and a header that ends it.</summary>
internal readonly record struct MultiRequest(params (OpCode Type, MultiRequest.WritePart Write)[] Parts) : IRecord<MultiRequest>
{
    internal delegate void WritePart(ref JuteWriter writer);

    public static (OpCode, WritePart) Part<T>(OpCode type, T record) where T : struct, IRecord<T> =>
        (type, (ref JuteWriter writer) => record.Write(ref writer));

    public static (OpCode, WritePart) Create(string path, CreateMode mode = CreateMode.Persistent, OpCode type = OpCode.Create) =>
        Part(type, new CreateRequest(path, [], Acl.OpenUnsafe, mode));

    public static (OpCode, WritePart) Delete(string path, int version = -1) => Part(OpCode.Delete, new PathVersionRequest(path, version));

    public static (OpCode, WritePart) Check(string path, int version) => Part(OpCode.Check, new PathVersionRequest(path, version));

    public static (OpCode, WritePart) Set(string path, string data, int version = -1) =>
        Part(OpCode.SetData, new SetDataRequest(path, System.Text.Encoding.UTF8.GetBytes(data), version));

    public void Write(ref JuteWriter writer)
    {
        foreach (var (type, write) in Parts)
        {
            MultiHeader.Request(type).Write(ref writer);
            write(ref writer);
        }
        MultiHeader.End.Write(ref writer);
    }

    public static MultiRequest Read(ref JuteReader reader) => throw new NotSupportedException("Tests only write it.");
}
