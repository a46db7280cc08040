<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%--
  The view of the page for imports. Its model is the request attribute "view", made by ImportView: maps, lists and texts, none of them escaped yet.
--%>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<c:if test="${empty view}">
  <%-- Asked for directly, without its controller. --%>
  <c:redirect url="federationsuite-import.jsp"/>
</c:if>
<!DOCTYPE html>
<html>
<head>
  <title><fmt:message key="import.title"/></title>
  <meta name="pageID" content="federationsuite-import"/>
  <link rel="stylesheet" type="text/css" href="style/federationsuite.css"/>
</head>
<body>

<%@ include file="federationsuite-notices.jspf" %>

<c:choose>
<c:when test="${not view.running}">
  <%@ include file="federationsuite-not-running.jspf" %>
</c:when>
<c:otherwise>

  <c:if test="${view.step ne 'file'}">
    <h2 class="jive-contentBoxHeader"><fmt:message key="import.${view.step}.title"/></h2>
    <div class="jive-contentBox">
      <c:choose>
      <c:when test="${view.step eq 'preview'}">
        <p><fmt:message key="import.preview.intro"><fmt:param value="${view.changes}"/><fmt:param value="${view.same}"/><fmt:param value="${view.flaws}"/></fmt:message></p>
      </c:when>
      <c:otherwise>
        <p><fmt:message key="import.results.intro"><fmt:param value="${view.done}"/><fmt:param value="${view.failed}"/></fmt:message></p>
      </c:otherwise>
      </c:choose>
      <c:if test="${not empty view.lines}">
        <table class="federationsuite" id="lines">
          <thead>
          <tr>
            <th scope="col"><fmt:message key="import.line"/></th>
            <th scope="col"><fmt:message key="peers.column.domain"/></th>
            <th scope="col"><fmt:message key="import.kind"/></th>
            <th scope="col"><fmt:message key="import.text"/></th>
            <c:if test="${view.step eq 'preview'}"><th scope="col"><fmt:message key="audit.before"/></th></c:if>
          </tr>
          </thead>
          <tbody>
          <c:forEach items="${view.lines}" var="line">
            <tr>
              <td><c:out value="${line.number}"/></td>
              <td class="federationsuite-domain"><c:out value="${line.domain}"/></td>
              <td><span class="federationsuite-<c:out value="${line.kind}"/>"><fmt:message key="import.kind.${line.kind}"/></span></td>
              <td class="federationsuite-note"><c:out value="${line.text}"/></td>
              <c:if test="${view.step eq 'preview'}"><td class="federationsuite-note"><c:out value="${line.before}"/></td></c:if>
            </tr>
          </c:forEach>
          </tbody>
        </table>
        <%@ include file="federationsuite-paging.jspf" %>
      </c:if>
      <c:if test="${view.step eq 'preview'}">
        <div class="federationsuite-buttons">
          <c:if test="${view.changes gt 0}">
            <form action="federationsuite-import.jsp" method="post">
              <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
              <input type="hidden" name="action" value="apply"/>
              <input type="hidden" name="id" value="<c:out value="${view.id}"/>"/>
              <button type="submit"><fmt:message key="import.apply"><fmt:param value="${view.changes}"/></fmt:message></button>
            </form>
          </c:if>
          <form action="federationsuite-import.jsp" method="post">
            <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
            <input type="hidden" name="action" value="discard"/>
            <button type="submit"><fmt:message key="import.discard"/></button>
          </form>
        </div>
      </c:if>
    </div>
  </c:if>

  <h2 class="jive-contentBoxHeader"><fmt:message key="import.file.title"/></h2>
  <div class="jive-contentBox">
    <p><fmt:message key="import.file.intro"/></p>
    <table class="federationsuite federationsuite-facts">
      <tbody>
        <tr><th scope="row"><code>domain</code></th><td><fmt:message key="import.column.domain"/></td></tr>
        <tr><th scope="row"><code>state</code></th><td><fmt:message key="import.column.state"/></td></tr>
        <tr><th scope="row"><code>trusted</code></th><td><fmt:message key="import.column.trusted"/></td></tr>
        <tr><th scope="row"><code>note</code></th><td><fmt:message key="import.column.note"/></td></tr>
        <tr><th scope="row"><code>expires</code>, <code>review</code></th><td><fmt:message key="import.column.expires"/></td></tr>
      </tbody>
    </table>
    <form action="federationsuite-import.jsp" method="post" enctype="multipart/form-data" class="federationsuite-fields">
      <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
      <input type="hidden" name="action" value="preview"/>
      <p>
        <label for="file"><fmt:message key="import.file"/></label>
        <input type="file" id="file" name="file" accept=".csv,text/csv"/>
      </p>
      <p>
        <label for="text"><fmt:message key="import.paste"/></label>
        <textarea id="text" name="text" rows="6" cols="70"></textarea>
      </p>
      <button type="submit"><fmt:message key="import.preview"/></button>
      <a href="federationsuite-peers-export.jsp"><fmt:message key="peers.export"/></a>
    </form>
  </div>

</c:otherwise>
</c:choose>

</body>
</html>
